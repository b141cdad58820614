import type { Bounds } from '../../../ui/map/types.ts';

/** The box around a zone, or around all of them when `zone` is empty; throws when the server does not answer. */
export async function zoneBounds(zone: string): Promise<Bounds> {
  const response = await fetch(`/tiles/zones.json${zone && `?zone=${encodeURIComponent(zone)}`}`);
  if (!response.ok) throw new Error(`the bounds of a zone could not be had: ${response.status}`);
  const { bounds }: { bounds?: Bounds } = await response.json();
  if (!bounds) throw new Error(`there is no zone ${zone}`);
  return bounds;
}
