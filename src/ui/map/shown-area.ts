import { effect } from '@preact/signals';
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibre, SourceSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import type { MapOptions } from './types.ts';

const source = 'shown-area';

/** The area that a form is about, as the style draws it; nothing where a map has none. */
export function shownArea(
  { area }: MapOptions,
  { action }: MapColours,
): { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] } {
  if (!area) return { sources: {}, layers: [] };
  return {
    sources: { [source]: { type: 'geojson', data: collectionOf(area.peek()) } },
    layers: [
      { id: `${source}-fill`, type: 'fill', source, paint: { 'fill-color': action, 'fill-opacity': 0.16 } },
      { id: `${source}-line`, type: 'line', source, paint: { 'line-color': action, 'line-width': 3 } },
    ],
  };
}

/** Redraws the area whenever it changes; returns what stops it. */
export function followShownArea(map: MapLibre, { area }: MapOptions): () => void {
  return effect(() => {
    const shape = area?.value ?? null;
    map.getSource<GeoJSONSource>(source)?.setData(collectionOf(shape));
  });
}

function collectionOf(shape: Polygon | MultiPolygon | null): FeatureCollection {
  const features = shape ? [{ type: 'Feature' as const, properties: {}, geometry: shape }] : [];
  return { type: 'FeatureCollection', features };
}
