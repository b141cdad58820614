import { effect } from '@preact/signals';
import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibre, SourceSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import { followPlanCameras } from './plan-cameras.ts';
import type { Shapes } from './plan-types.ts';
import type { MapOptions } from './types.ts';

const names = { seen: 'plan-seen', edited: 'plan-edited', possible: 'plan-possible', gaps: 'plan-gaps' } as const;

/** Layers for what a plan shows; nothing where a map has none. */
export function planLayers(
  { plan }: MapOptions,
  { cover, action }: MapColours,
): { sources: Record<string, SourceSpecification>; layers: LayerSpecification[] } {
  if (!plan) return { sources: {}, layers: [] };
  const empty = collectionOf([]);
  return {
    sources: Object.fromEntries(Object.values(names).map((name) => [name, { type: 'geojson', data: empty }])),
    layers: [
      { id: names.seen, type: 'fill', source: names.seen, paint: { 'fill-color': cover, 'fill-opacity': 0.22 } },
      { id: names.gaps, type: 'fill', source: names.gaps, paint: { 'fill-pattern': 'own-hatch', 'fill-opacity': 0.9 } },
      { id: names.edited, type: 'fill', source: names.edited, paint: { 'fill-color': action, 'fill-opacity': 0.4 } },
      {
        id: `${names.edited}-line`,
        type: 'line',
        source: names.edited,
        paint: { 'line-color': action, 'line-width': 2 },
      },
      {
        id: names.possible,
        type: 'line',
        source: names.possible,
        paint: { 'line-color': action, 'line-width': 2, 'line-dasharray': [2, 2] },
      },
    ],
  };
}

/** Draws the plan's shapes once a frame at most, and keeps its cameras in reach of a finger; returns what stops it. */
export function followPlan(map: MapLibre, { plan }: MapOptions): () => void {
  if (!plan) return () => {};
  let frame = 0;
  let seenBefore: Shapes | undefined;
  const put = (name: string, shapes: Shapes): void =>
    void map.getSource<GeoJSONSource>(name)?.setData(collectionOf(shapes));
  const draw = (): void => {
    frame = 0;
    const { seen, edited, isEditedKnown, gaps } = plan.shapes();
    if (seen !== seenBefore) put(names.seen, seen);
    seenBefore = seen;
    put(names.edited, isEditedKnown ? edited : []);
    put(names.possible, isEditedKnown ? [] : edited);
    put(names.gaps, gaps);
  };
  const ask = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const redraw = (): void => {
    seenBefore = undefined;
    ask();
  };
  map.on('style.load', redraw);
  const stop = effect(() => {
    plan.version.value;
    plan.selectedKey.value;
    ask();
  });
  const stopCameras = followPlanCameras(map, plan);
  return () => {
    cancelAnimationFrame(frame);
    map.off('style.load', redraw);
    stop();
    stopCameras();
  };
}

function collectionOf(shapes: Shapes): FeatureCollection {
  const coordinates = shapes.map((rings) => rings.map((ring) => ring.map((place) => [...place])));
  const geometry = { type: 'MultiPolygon' as const, coordinates };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry }] };
}
