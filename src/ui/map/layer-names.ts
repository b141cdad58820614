/** The layers that are drawn from our own tiles, in the order in which they are drawn, lowest first. */
export const tiledLayers = [
  'areas',
  'zones',
  'risk-areas',
  'camera-views',
  'coverage-gaps',
  'sos-reach',
  'lamps',
  'incidents',
  'cameras',
  'projects',
  'proposals',
  'reports',
  'sos-posts',
] as const;

export type TiledLayer = (typeof tiledLayers)[number];

/** All layers of our own data; over the tiles lies what is happening now. */
export const layerNames = [...tiledLayers, 'live'] as const;

export type LayerName = (typeof layerNames)[number];

export function isLayerName(text: string): text is LayerName {
  return layerNames.some((name) => name === text);
}

/** One thing that is selected: on the map, in the list and in the address bar. */
export interface Selection {
  layer: LayerName;
  id: string;
}
