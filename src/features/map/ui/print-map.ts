import type { MapHandle } from '../../../ui/map/types.ts';

/** Prints the page with a picture of the map in the map's place: what a graphics card drew is blank on paper. */
export async function printMap(map: MapHandle): Promise<void> {
  const picture = document.createElement('img');
  picture.className = 'map-picture';
  picture.alt = '';
  picture.src = map.picture();
  document.querySelector('.map-stage')?.append(picture);
  await picture.decode();
  window.addEventListener('afterprint', () => picture.remove(), { once: true });
  window.print();
}
