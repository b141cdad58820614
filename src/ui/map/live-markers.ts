import { effect } from '@preact/signals';
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { LivePoint, MapOptions } from './types.ts';

/** Keeps a button on the map for each live point, which picks it; returns what takes them away. */
export function followLivePoints(map: MapLibre, { live, selected, onPick }: MapOptions): () => void {
  const markers = new Map<string, Marker>();
  const stop = effect(() => {
    const points = live?.value ?? [];
    const chosen = selected.value?.layer === 'live' ? selected.value.id : undefined;
    const keys = new Set(points.map((point) => point.key));
    for (const [key, marker] of markers) {
      if (keys.has(key)) continue;
      marker.remove();
      markers.delete(key);
    }
    for (const point of points) {
      const known = markers.get(point.key);
      const marker = known ?? new Marker({ element: document.createElement('button') });
      marker.setLngLat(point.place);
      describe(marker.getElement(), point, point.key === chosen);
      marker.getElement().onclick = (event) => {
        // The map under it would pick what lies below, or nothing.
        event.stopPropagation();
        onPick?.({ layer: 'live', id: point.key, place: point.place, properties: {}, together: [] });
      };
      if (!known) marker.addTo(map);
      markers.set(point.key, marker);
    }
  });
  return () => {
    stop();
    for (const marker of markers.values()) marker.remove();
  };
}

function describe(element: HTMLElement, { name, isUrgent, priority }: LivePoint, isChosen: boolean): void {
  element.classList.add('map-live');
  element.classList.toggle('urgent', isUrgent);
  element.setAttribute('type', 'button');
  // What is written on it belongs to its name.
  element.setAttribute('aria-label', priority === undefined ? name : `${name}, ${priority}`);
  element.setAttribute('aria-pressed', String(isChosen));
  element.title = name;
  element.textContent = priority === undefined ? '' : String(priority);
}
