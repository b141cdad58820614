import { effect } from '@preact/signals';
import { type Map as MapLibre, Marker } from 'maplibre-gl';
import type { MapOptions } from './types.ts';

/** Keeps a mark on the map for each live point; returns what takes them away. */
export function followLivePoints(map: MapLibre, live: MapOptions['live']): () => void {
  const markers = new Map<string, Marker>();
  const stop = effect(() => {
    const points = live?.value ?? [];
    const keys = new Set(points.map((point) => point.key));
    for (const [key, marker] of markers) {
      if (keys.has(key)) continue;
      marker.remove();
      markers.delete(key);
    }
    for (const { key, place, name, isUrgent } of points) {
      const marker = markers.get(key) ?? new Marker({ element: document.createElement('div') }).setLngLat(place);
      const element = marker.getElement();
      element.classList.add('map-live');
      element.classList.toggle('urgent', isUrgent);
      element.setAttribute('role', 'img');
      element.setAttribute('aria-label', name);
      element.title = name;
      if (!markers.has(key)) marker.addTo(map);
      else marker.setLngLat(place);
      markers.set(key, marker);
    }
  });
  return () => {
    stop();
    for (const marker of markers.values()) marker.remove();
  };
}
