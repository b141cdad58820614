import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Locale } from '../../i18n/locale.ts';
import type { BaseMap } from './base-style.ts';
import type { MapColours } from './colours.ts';
import { readingFont } from './text.ts';

/**
 * The same quiet look for a base map in the Protomaps schema, version 2 and later, that the server reads from a PMTiles
 * file. https://docs.protomaps.com/basemaps/layers
 */
export function protomapsBase(colours: MapColours, locale: Locale, origin: string): BaseMap {
  return {
    // Its TileJSON says which zooms there are, and whom to thank.
    sources: { base: { type: 'vector', url: `${origin}/tiles/base.json` } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': colours.ground } },
      fill('landuse', colours.park, [
        'in',
        ['get', 'kind'],
        ['literal', ['park', 'forest', 'wood', 'grass', 'golf_course']],
      ]),
      fill('water', colours.water, ['==', ['geometry-type'], 'Polygon']),
      fill('buildings', colours.building, true),
      ...roads(colours),
      ...names(colours, locale),
    ],
  };
}

const from = (layer: string) => ({ source: 'base', 'source-layer': layer }) as const;

function fill(layer: string, colour: string, filter: ExpressionSpecification | boolean): LayerSpecification {
  return { id: `base-${layer}`, type: 'fill', ...from(layer), filter, paint: { 'fill-color': colour } };
}

function roads(colours: MapColours): LayerSpecification[] {
  const width = (extra: number): ExpressionSpecification => {
    const at = (wide: number, narrow: number): ExpressionSpecification => [
      'match',
      ['get', 'kind'],
      ['highway', 'major_road', 'medium_road'],
      wide + extra,
      narrow + extra,
    ];
    return [
      'interpolate',
      ['exponential', 1.7],
      ['zoom'],
      11,
      at(1.4, 0.4),
      14,
      at(5, 2),
      16,
      at(12, 6),
      19,
      at(48, 26),
    ];
  };
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const edge = colours.isNight ? '#26352f' : '#d6cfc1';
  const shared = { type: 'line', ...from('roads'), layout } as const;
  return [
    { id: 'base-road-edges', ...shared, minzoom: 13, paint: { 'line-color': edge, 'line-width': width(1.6) } },
    { id: 'base-roads', ...shared, paint: { 'line-color': colours.road, 'line-width': width(0) } },
  ];
}

function names(colours: MapColours, locale: Locale): LayerSpecification[] {
  const text: ExpressionSpecification = ['coalesce', ['get', `name:${locale}`], ['get', 'name'], ''];
  const paint = { 'text-color': colours.inkSecond, 'text-halo-color': colours.ground, 'text-halo-width': 1.6 };
  const layout = { 'text-field': text, 'text-font': readingFont, 'text-size': 12.5 };
  return [
    {
      id: 'base-road-names',
      type: 'symbol',
      ...from('roads'),
      minzoom: 14,
      layout: { ...layout, 'symbol-placement': 'line' },
      paint,
    },
    { id: 'base-place-names', type: 'symbol', ...from('places'), layout, paint },
    { id: 'base-poi-names', type: 'symbol', ...from('pois'), minzoom: 16, layout, paint },
  ];
}
