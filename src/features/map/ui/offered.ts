import type { LayerName } from '../../../ui/map/layer-names.ts';
import type { LayerCounts } from './map-client.ts';
import type { MapFacts } from './map-facts.ts';

/** Layers that hold nothing for this reader would only be riddles; boundaries and lamps are not counted. */
export function isOffered(layer: LayerName, facts: MapFacts, counts: LayerCounts): boolean {
  if (layer === 'cameras') return (counts.counts.cameras ?? 0) > 0 || facts.seesExact;
  if (layer === 'camera-views') return facts.seesGaps === 'exact';
  return isOfferedInList(layer, facts);
}

/** Whether the list offers to tell of the layer's things. */
export function isOfferedInList(layer: LayerName, { seesGaps }: MapFacts): boolean {
  return layer !== 'coverage-gaps' || seesGaps !== 'none';
}
