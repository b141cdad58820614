import type { Bounds } from '../../../ui/map/types.ts';

/** What the page knows when it is made and the map needs all the time. */
export interface MapFacts {
  zones: { id: string; slug: string; name: string; timeZone: string; bounds: Bounds }[];
  kinds: { code: string; name: string }[];
  /** Months that can be chosen, newest first: "2026-11" and how people write it. */
  months: { value: string; name: string }[];
  /** Whether the reader sees incidents at their place and hour. */
  seesExact: boolean;
  /** How the reader sees gaps in what cameras see: as they are, counted by cell, or not at all. */
  seesGaps: 'exact' | 'cells' | 'none';
  /** Who tells all this: the site's name and where it is. */
  source: string;
  /** The states of live incidents in words. */
  states: Readonly<Record<string, string>>;
  /** When the data was read … */
  now: string;
  /** … and that day, as people write it. */
  today: string;
}
