import { cameras, sosPosts } from './devices.ts';
import { areas, buildings, streets } from './ground.ts';
import { incidents } from './incidents.ts';
import type { ImportTarget, TargetName } from './target.ts';

/** Every kind of thing that can be imported, by its name on the command line. */
export const targets: Record<TargetName, ImportTarget> = {
  incidents,
  cameras,
  'sos-posts': sosPosts,
  areas,
  streets,
  buildings,
};
