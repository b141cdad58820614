import type { MapHandle, MapOptions } from './types.ts';

/** Fetches MapLibre, and draws the map. */
export async function loadMap(options: MapOptions): Promise<MapHandle> {
  const { openMap } = await import('./open-map.ts');
  return openMap(options);
}

/** Whether this browser can draw a map at all. Where it cannot, the list says the same. */
export function canDrawMaps(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}
