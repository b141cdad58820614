import type { CircleLayerSpecification, FilterSpecification, LineLayerSpecification } from 'maplibre-gl';
import type { MapColours } from './colours.ts';
import { type Selection, type TiledLayer, tiledLayers } from './layer-names.ts';

type HighlightLayer = (CircleLayerSpecification | LineLayerSpecification) & { source: TiledLayer };

const outlined: readonly TiledLayer[] = ['zones', 'areas', 'risk-areas', 'coverage-gaps'];

/** What rings or outlines the selected thing, a layer of style for each layer of data. */
export function highlightLayers(colours: MapColours): HighlightLayer[] {
  return tiledLayers.map((name) => {
    const shared = { id: `highlight:${name}`, source: name, 'source-layer': name };
    if (outlined.includes(name))
      return { ...shared, type: 'line', paint: { 'line-color': colours.action, 'line-width': 5, 'line-opacity': 0.9 } };
    return {
      ...shared,
      type: 'circle',
      paint: {
        'circle-radius': 19,
        'circle-opacity': 0,
        'circle-stroke-color': colours.action,
        'circle-stroke-width': 4,
      },
    };
  });
}

/** Lets through the selected thing only. */
export function highlightFilter(selected: Selection | null): FilterSpecification {
  return ['==', ['to-string', ['get', 'id']], selected?.id ?? ''];
}

/** Whether the layer is drawn at all: one that is not costs no tiles. */
export function highlightVisibility({ source }: HighlightLayer, selected: Selection | null): 'visible' | 'none' {
  return selected?.layer === source && selected.id !== '' ? 'visible' : 'none';
}
