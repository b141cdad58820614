import type { Bounds } from '../../../ui/map/types.ts';

/** Where a map begins as long as there is no zone at all: the country that the portal is first for. */
const country: Bounds = [97.3, 5.6, 105.7, 20.5];

/** The box around a zone, or around all of them when `zone` is empty; throws when the server does not answer. */
export async function zoneBounds(zone: string): Promise<Bounds> {
  const response = await fetch(`/tiles/zones.json${zone && `?zone=${encodeURIComponent(zone)}`}`);
  if (!response.ok) throw new Error(`the bounds of a zone could not be had: ${response.status}`);
  const { bounds }: { bounds?: Bounds } = await response.json();
  if (!bounds && zone) throw new Error(`there is no zone ${zone}`);
  return bounds ?? country;
}
