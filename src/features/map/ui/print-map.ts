import type { MapHandle } from '../../../ui/map/types.ts';

/**
 * Puts a picture of the map in the map's place whenever the page is printed, by our button or the browser's own: what a
 * graphics card drew is blank on paper. Returns what stops it.
 */
export function followPrinting(map: MapHandle): () => void {
  const picture = document.createElement('img');
  picture.className = 'map-picture';
  picture.alt = '';
  const take = (): void => {
    picture.src = map.picture();
    document.querySelector('.map-stage')?.prepend(picture);
  };
  const remove = (): void => picture.remove();
  window.addEventListener('beforeprint', take);
  window.addEventListener('afterprint', remove);
  return () => {
    window.removeEventListener('beforeprint', take);
    window.removeEventListener('afterprint', remove);
  };
}
