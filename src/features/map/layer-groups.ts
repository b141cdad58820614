import type { Messages } from '../../i18n/th.ts';
import type { LayerName } from '../../ui/map/layer-names.ts';

type Words = Messages['map'];

/** The layers as the panel groups them, in the order in which people look for them. */
export const layerGroups: readonly { title: keyof Words; layers: readonly LayerName[] }[] = [
  { title: 'groupRisk', layers: ['risk-areas'] },
  { title: 'groupPeople', layers: ['reports', 'proposals', 'projects'] },
  { title: 'groupCover', layers: ['coverage-gaps', 'camera-views', 'sos-reach'] },
  { title: 'groupDevices', layers: ['sos-posts', 'cameras', 'lamps'] },
  { title: 'groupIncidents', layers: ['live', 'incidents'] },
  { title: 'groupBoundaries', layers: ['zones', 'areas'] },
];

/** Layers whose things can be told one by one in a list. */
export const listedLayers: readonly LayerName[] = [
  'risk-areas',
  'coverage-gaps',
  'reports',
  'proposals',
  'projects',
  'sos-posts',
  'cameras',
  'live',
  'incidents',
];

/** A layer's name in the reader's language. */
export function layerTitle(words: Words, layer: LayerName): string {
  return words[`layer_${layer}`];
}

/** What the things of a layer are called: "risk areas", where the layer is "level of risk". */
export function thingsTitle(words: Words, layer: LayerName): string {
  return layer === 'risk-areas' ? words.groupRisk : layerTitle(words, layer);
}
