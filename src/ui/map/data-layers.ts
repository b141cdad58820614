import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { cameraLayers } from './camera-layers.ts';
import type { MapColours } from './colours.ts';
import { cameraViews, coverageGaps, sosReach } from './cover-layers.ts';
import type { DataLook } from './data-look.ts';
import { type TiledLayer, tiledLayers } from './layer-names.ts';
import { boldFont, localNameOf } from './text.ts';
import { tileUrl } from './tile-url.ts';

/** What of the filters in the address bar changes a layer's tiles. */
const filterNames: Partial<Record<TiledLayer, readonly string[]>> = {
  incidents: ['kinds', 'from', 'to', 'hours', 'weekdays'],
  'camera-views': ['purpose', 'scope'],
  'coverage-gaps': ['purpose', 'scope'],
};

/** Layers whose tiles change with the filters in the address bar. */
export const filteredLayers: readonly TiledLayer[] = tiledLayers.filter((name) => filterNames[name]);

/** Layers that are worked out from where devices stand, and follow when they change. */
export const coverageLayers: readonly TiledLayer[] = ['camera-views', 'coverage-gaps', 'sos-reach'];

/** The zoom from which a layer has tiles, where it is not 10. */
const firstZooms: Partial<Record<TiledLayer, number>> = {
  lamps: 15,
  areas: 3,
  zones: 3,
  'camera-views': 13,
  'sos-reach': 13,
  incidents: 0,
  projects: 8,
  proposals: 8,
};

/** The query that a layer's tiles are asked for with. */
export function queryOf(layer: TiledLayer, tileQuery: string): string {
  const names = filterNames[layer] ?? [];
  return new URLSearchParams([...new URLSearchParams(tileQuery)].filter(([name]) => names.includes(name))).toString();
}

/** A source for each layer; nothing is fetched for those that are not shown. */
export function dataSources(origin: string, tileQuery: string): Record<string, SourceSpecification> {
  return Object.fromEntries(
    tiledLayers.map((name) => [
      name,
      {
        type: 'vector',
        tiles: [tileUrl(origin, name, queryOf(name, tileQuery))],
        minzoom: firstZooms[name] ?? 10,
        maxzoom: 16,
      } satisfies SourceSpecification,
    ]),
  );
}

const drawings: Record<TiledLayer, (look: DataLook) => LayerSpecification[]> = {
  areas: boundary('areas', { dash: [1, 2], width: 1.2, minzoom: 12 }),
  zones: boundary('zones', { dash: [4, 2], width: 2, minzoom: 5 }),
  'risk-areas': riskAreas,
  'camera-views': cameraViews,
  'coverage-gaps': coverageGaps,
  'sos-reach': sosReach,
  lamps,
  incidents,
  cameras: cameraLayers,
  projects: badges('projects', ['match', ['get', 'state'], ['done', 'evaluated'], 'project-done', 'project']),
  proposals: badges('proposals', 'proposal'),
  reports: badges('reports', ['match', ['get', 'state'], 'fixed', 'report-fixed', 'report']),
  'sos-posts': badges('sos-posts', ['match', ['get', 'condition'], 'working', 'sos', 'sos-silent']),
};

/** The style layers of one layer of data. Their ids begin with its name and a colon. */
export function layersOf(name: TiledLayer, look: DataLook): LayerSpecification[] {
  return drawings[name](look);
}

/** The layer of data that a style layer draws. */
export function layerOfStyleLayer(styleLayerId: string): TiledLayer | undefined {
  return tiledLayers.find((name) => styleLayerId.startsWith(`${name}:`));
}

const halo = (colours: MapColours) => ({ 'text-halo-color': colours.ground, 'text-halo-width': 1.8 });

function boundary(name: TiledLayer, line: { dash: number[]; width: number; minzoom: number }) {
  return ({ colours, locale }: DataLook): LayerSpecification[] => [
    {
      id: `${name}:line`,
      type: 'line',
      source: name,
      'source-layer': name,
      minzoom: line.minzoom,
      paint: {
        'line-color': colours.action,
        'line-width': line.width,
        'line-dasharray': line.dash,
        'line-opacity': 0.75,
      },
    },
    {
      id: `${name}:name`,
      type: 'symbol',
      source: name,
      'source-layer': name,
      minzoom: line.minzoom,
      maxzoom: 15,
      layout: { 'text-field': localNameOf(locale), 'text-font': boldFont, 'text-size': 14, 'text-max-width': 8 },
      paint: { 'text-color': colours.action, ...halo(colours) },
    },
  ];
}

function riskColour({ risk }: MapColours): ExpressionSpecification {
  const [low, second, third, fourth, severe] = risk;
  return ['match', ['get', 'level'], 1, low, 2, second, 3, third, 4, fourth, severe];
}

/** Far out a numbered disc, since the area itself would be a speck; near, the area with its name. */
function riskAreas({ colours, locale }: DataLook): LayerSpecification[] {
  const shared = { source: 'risk-areas', 'source-layer': 'risk-areas' } as const;
  const [, , third, fourth, severe] = colours.risk;
  const outline: ExpressionSpecification = ['match', ['get', 'level'], [1, 2], third, 3, fourth, severe];
  return [
    {
      id: 'risk-areas:fill',
      type: 'fill',
      ...shared,
      paint: {
        'fill-color': riskColour(colours),
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12, 0.8, 16, 0.45],
      },
    },
    {
      id: 'risk-areas:line',
      type: 'line',
      ...shared,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.isNight ? riskColour(colours) : outline,
        'line-width': ['interpolate', ['linear'], ['zoom'], 12, 1, 16, 2.5],
      },
    },
    {
      id: 'risk-areas:far',
      type: 'symbol',
      ...shared,
      maxzoom: 13.5,
      layout: { 'icon-image': ['concat', 'own-risk-', ['get', 'level']], 'icon-allow-overlap': true },
    },
    {
      id: 'risk-areas:name',
      type: 'symbol',
      ...shared,
      minzoom: 14.5,
      filter: ['get', 'is_named'],
      layout: { 'text-field': localNameOf(locale), 'text-font': boldFont, 'text-size': 13.5, 'text-max-width': 8 },
      paint: { 'text-color': colours.ink, ...halo(colours) },
    },
  ];
}

/** Far out cells with their count; near, points. A public point stands for several incidents, so it grows with them. */
function incidents({ colours }: DataLook): LayerSpecification[] {
  const shared = { source: 'incidents', 'source-layer': 'incidents' } as const;
  const isCell: ExpressionSpecification = ['all', ['has', 'count'], ['!', ['has', 'kind']]];
  const count: ExpressionSpecification = ['to-number', ['get', 'count'], 1];
  return [
    {
      id: 'incidents:cell',
      type: 'circle',
      ...shared,
      filter: isCell,
      paint: {
        'circle-color': colours.dot,
        'circle-opacity': 0.82,
        'circle-radius': ['interpolate', ['linear'], ['ln', count], 0, 9, 3, 14, 6, 20, 10, 30],
        'circle-stroke-color': colours.ground,
        'circle-stroke-width': 1.5,
      },
    },
    {
      id: 'incidents:count',
      type: 'symbol',
      ...shared,
      filter: isCell,
      layout: {
        'text-field': ['number-format', count, { locale: 'en' }],
        'text-font': boldFont,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': colours.isNight ? '#16241f' : '#ffffff' },
    },
    {
      id: 'incidents:point',
      type: 'circle',
      ...shared,
      filter: ['!', isCell],
      paint: {
        'circle-color': colours.dot,
        'circle-opacity': 0.8,
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['zoom'],
          14,
          ['+', 2.2, ['sqrt', count]],
          18,
          ['+', 4, ['*', 2, ['sqrt', count]]],
        ],
        'circle-stroke-color': colours.ground,
        'circle-stroke-width': 1,
      },
    },
  ];
}

/** A lamp that works is a warm dot, one that does not an empty ring. */
function lamps({ colours }: DataLook): LayerSpecification[] {
  const works: ExpressionSpecification = ['==', ['get', 'is_working'], true];
  return [
    {
      id: 'lamps:point',
      type: 'circle',
      source: 'lamps',
      'source-layer': 'lamps',
      minzoom: 15,
      paint: {
        'circle-radius': 3.2,
        'circle-color': ['case', works, '#f0b43c', colours.ground],
        'circle-stroke-color': ['case', works, colours.ground, colours.inkSecond],
        'circle-stroke-width': 1.5,
      },
    },
  ];
}

/** A round badge with a sign in it: small far out, full size near, never hidden by another. */
function badges(name: TiledLayer, image: ExpressionSpecification | string) {
  return (): LayerSpecification[] => [
    {
      id: `${name}:badge`,
      type: 'symbol',
      source: name,
      'source-layer': name,
      minzoom: 12,
      layout: {
        'icon-image': ['concat', 'own-', image],
        'icon-allow-overlap': true,
        'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.34, 13.5, 0.42, 14.5, 0.65, 16, 1],
      },
    },
  ];
}
