/** What a layer's geometry is made of: it decides how far over its edge a tile reaches, and whether it is simplified. */
type LayerShape = 'point' | 'line' | 'polygon';

/** One layer of the map: what its tiles carry and at which zooms they exist. */
export interface Layer {
  shape: LayerShape;
  minZoom: number;
  maxZoom: number;
  /** Properties of its features, as named in the tile, with the types that TileJSON knows. */
  fields: Record<string, 'String' | 'Number' | 'Boolean'>;
  /** Whether everybody sees the same; else what is in it depends on who asks. */
  isSameForAll: boolean;
  /** Features in one tile at most; the ones that matter most come first. */
  mostFeatures: number;
}

const names = { name_th: 'String', name_en: 'String' } as const;
const base = { maxZoom: 16, isSameForAll: true, mostFeatures: 6_000 } as const;
const ofViewer = { maxZoom: 16, isSameForAll: false, mostFeatures: 5_000 } as const;

/** Every layer by its id, which is also its name inside the tile. */
export const layers = {
  land: { ...base, shape: 'polygon', minZoom: 8, fields: { kind: 'String', ...names } },
  buildings: { ...base, shape: 'polygon', minZoom: 14, fields: { kind: 'String' } },
  streets: { ...base, shape: 'line', minZoom: 9, fields: { kind: 'String', ...names } },
  landmarks: { ...base, shape: 'point', minZoom: 12, fields: { kind: 'String', ...names } },
  lamps: { ...base, shape: 'point', minZoom: 15, fields: { is_working: 'Boolean' } },
  areas: { ...base, shape: 'polygon', minZoom: 3, fields: { kind: 'String', ...names } },
  zones: { ...base, shape: 'polygon', minZoom: 3, fields: { id: 'String', slug: 'String', ...names } },
  'sos-posts': {
    ...base,
    shape: 'point',
    minZoom: 10,
    fields: { id: 'String', code: 'String', condition: 'String', ...names },
  },
  projects: {
    ...base,
    shape: 'point',
    minZoom: 8,
    fields: { id: 'String', number: 'Number', kind: 'String', state: 'String' },
  },
  proposals: {
    ...base,
    shape: 'point',
    minZoom: 8,
    fields: { id: 'String', number: 'Number', kind: 'String', state: 'String' },
  },
  'risk-areas': {
    ...ofViewer,
    shape: 'polygon',
    minZoom: 10,
    fields: { id: 'String', level: 'Number', state: 'String', is_named: 'Boolean', ...names },
  },
  reports: {
    ...ofViewer,
    shape: 'point',
    minZoom: 10,
    fields: { id: 'String', number: 'String', category: 'String', state: 'String', is_public: 'Boolean' },
  },
  cameras: {
    ...ofViewer,
    shape: 'point',
    minZoom: 10,
    fields: {
      id: 'String',
      code: 'String',
      condition: 'String',
      heading: 'Number',
      fov: 'Number',
      range: 'Number',
      link: 'String',
      count: 'Number',
    },
  },
  'camera-views': {
    ...ofViewer,
    shape: 'polygon',
    minZoom: 13,
    fields: { is_known: 'Boolean' },
  },
  'coverage-gaps': {
    ...ofViewer,
    shape: 'polygon',
    minZoom: 10,
    fields: {
      id: 'String',
      rank: 'Number',
      shade: 'Number',
      square_meters: 'Number',
      people: 'Number',
      is_named: 'Boolean',
      count: 'Number',
    },
  },
  'sos-reach': { ...base, shape: 'line', minZoom: 13, fields: { minutes: 'Number' } },
  incidents: {
    ...ofViewer,
    shape: 'point',
    minZoom: 0,
    mostFeatures: 20_000,
    fields: {
      id: 'String',
      kind: 'String',
      occurred: 'String',
      state: 'String',
      count: 'Number',
      month: 'String',
    },
  },
} as const satisfies Record<string, Layer>;

export type LayerId = keyof typeof layers;

/** The ids of all layers. */
export const layerIds = Object.keys(layers) as [LayerId, ...LayerId[]];

export const isLayerId = (text: string): text is LayerId => Object.hasOwn(layers, text);

export const layerOf = (id: LayerId): Layer => layers[id];

/** At this zoom and nearer, incidents are points; farther they are counted in cells. */
export const nearestCellZoom = 13;
