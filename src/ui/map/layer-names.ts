/** The layers of our own data, in the order in which they are drawn, lowest first. */
export const layerNames = [
  'areas',
  'zones',
  'risk-areas',
  'lamps',
  'incidents',
  'cameras',
  'projects',
  'proposals',
  'reports',
  'sos-posts',
] as const;

export type LayerName = (typeof layerNames)[number];

export function isLayerName(text: string): text is LayerName {
  return layerNames.some((name) => name === text);
}

/** One thing that is selected: on the map, in the list and in the address bar. */
export interface Selection {
  layer: LayerName;
  id: string;
}
