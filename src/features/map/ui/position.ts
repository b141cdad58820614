import type { Place } from '../../../ui/map/types.ts';

const patienceMilliseconds = 12_000;

/** Where the reader is, if the reader lets us know and the device can tell; else null. It goes nowhere by itself. */
export function askPosition(): Promise<Place | null> {
  return new Promise((resolve) => {
    if (!navigator.geolocation) return resolve(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve([coords.longitude, coords.latitude]),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: patienceMilliseconds, maximumAge: 30_000 },
    );
  });
}
