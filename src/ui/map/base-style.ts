import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Locale } from '../../i18n/locale.ts';
import type { MapColours } from './colours.ts';
import { localNameOf, readingFont } from './text.ts';
import { tileUrl } from './tile-url.ts';

/** What a base map consists of, below our own data. */
export interface BaseMap {
  sources: Record<string, SourceSpecification>;
  layers: LayerSpecification[];
}

/** The layers of the base and the zoom from which each has tiles. */
const baseLayers = { land: 8, buildings: 14, streets: 9, landmarks: 12 };

/** The quiet base from our own tables: ground, green, water, buildings, streets and their names. */
export function ownBase(colours: MapColours, locale: Locale, origin: string): BaseMap {
  const sources: Record<string, SourceSpecification> = {};
  for (const [layer, minzoom] of Object.entries(baseLayers)) {
    sources[layer] = { type: 'vector', tiles: [tileUrl(origin, layer)], minzoom, maxzoom: 16 };
  }
  return {
    sources,
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
      ...landLayers(colours),
      {
        id: 'buildings',
        type: 'fill',
        source: 'buildings',
        'source-layer': 'buildings',
        minzoom: 14,
        paint: {
          'fill-color': colours.building,
          'fill-outline-color': outlineOf(colours),
          'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.4, 15.5, 1],
        },
      },
      ...streetLayers(colours),
      ...nameLayers(colours, locale),
    ],
  };
}

const outlineOf = (colours: MapColours): string => (colours.isNight ? '#26352f' : '#d6cfc1');

function landLayers(colours: MapColours): LayerSpecification[] {
  const water = ['water', 'canal'];
  const green = ['park', 'grass', 'wood'];
  return [
    {
      id: 'land',
      type: 'fill',
      source: 'land',
      'source-layer': 'land',
      filter: ['!', ['in', ['get', 'kind'], ['literal', water]]],
      paint: {
        'fill-color': [
          'case',
          ['in', ['get', 'kind'], ['literal', green]],
          colours.park,
          colours.isNight ? '#18221f' : '#ede8dc',
        ],
      },
    },
    {
      id: 'water',
      type: 'fill',
      source: 'land',
      'source-layer': 'land',
      filter: ['in', ['get', 'kind'], ['literal', water]],
      paint: { 'fill-color': colours.water },
    },
  ];
}

/** Width of a street by zoom: each kind doubles with the map, so that it keeps its width on the ground. */
function streetWidth(extra: number): ExpressionSpecification {
  const at = (main: number, secondary: number, local: number, lane: number): ExpressionSpecification => [
    'match',
    ['get', 'kind'],
    'main',
    main + extra,
    'secondary',
    secondary + extra,
    'local',
    local + extra,
    'lane',
    lane + extra,
    lane * 0.5 + extra,
  ];
  return [
    'interpolate',
    ['exponential', 1.7],
    ['zoom'],
    11,
    at(1.4, 0.9, 0.4, 0.2),
    14,
    at(5, 3.6, 2, 1.4),
    16,
    at(13, 10, 7, 5),
    19,
    at(52, 40, 30, 22),
  ];
}

function streetLayers(colours: MapColours): LayerSpecification[] {
  const shared = { source: 'streets', 'source-layer': 'streets' } as const;
  return [
    {
      id: 'street-edges',
      type: 'line',
      ...shared,
      minzoom: 13,
      filter: ['!=', ['get', 'kind'], 'path'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': outlineOf(colours), 'line-width': streetWidth(1.6) },
    },
    {
      id: 'streets',
      type: 'line',
      ...shared,
      filter: ['!=', ['get', 'kind'], 'path'],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colours.road, 'line-width': streetWidth(0) },
    },
    {
      id: 'paths',
      type: 'line',
      ...shared,
      minzoom: 15,
      filter: ['==', ['get', 'kind'], 'path'],
      paint: { 'line-color': outlineOf(colours), 'line-width': 1.5, 'line-dasharray': [2, 2] },
    },
  ];
}

/** A halo in the ground's colour keeps names readable over whatever they lie on. */
function haloOf(colours: MapColours): { 'text-halo-color': string; 'text-halo-width': number } {
  return { 'text-halo-color': colours.ground, 'text-halo-width': 1.6 };
}

function nameLayers(colours: MapColours, locale: Locale): LayerSpecification[] {
  const name = localNameOf(locale);
  return [
    {
      id: 'land-names',
      type: 'symbol',
      source: 'land',
      'source-layer': 'land',
      minzoom: 14.5,
      layout: { 'text-field': name, 'text-font': readingFont, 'text-size': 12.5, 'text-max-width': 7 },
      paint: { 'text-color': colours.inkSecond, ...haloOf(colours) },
    },
    {
      id: 'street-names',
      type: 'symbol',
      source: 'streets',
      'source-layer': 'streets',
      minzoom: 14,
      filter: ['any', ['in', ['get', 'kind'], ['literal', ['main', 'secondary']]], ['>=', ['zoom'], 15.5]],
      layout: {
        'text-field': name,
        'text-font': readingFont,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, 11.5, 18, 15],
        'symbol-placement': 'line',
        'symbol-spacing': 420,
        'text-max-angle': 30,
        'text-padding': 6,
      },
      paint: { 'text-color': colours.inkSecond, ...haloOf(colours) },
    },
    {
      id: 'landmark-names',
      type: 'symbol',
      source: 'landmarks',
      'source-layer': 'landmarks',
      minzoom: 15,
      layout: {
        'icon-image': 'own-landmark',
        'text-field': name,
        'text-font': readingFont,
        'text-size': 12.5,
        'text-anchor': 'top',
        'text-offset': [0, 0.5],
        'text-max-width': 8,
        'text-optional': true,
      },
      paint: { 'text-color': colours.inkSecond, ...haloOf(colours) },
    },
  ];
}
