import type { Database } from '../../../db/client/database.ts';
import { localDay } from '../../compute/calendar/local-day.ts';
import { measureEffect } from '../../compute/statistics/effect.ts';
import type { Context } from '../../server/context.ts';
import { countAround, findMeasurable, listDueForMeasuring, saveEffect } from './effects.queries.ts';

const dayMilliseconds = 86_400_000;
const daysPerMonth = 30.44;
const daysBetweenMeasurings = 30;

/**
 * Measures what a done project did, in equal times before and after, and publishes it with its date. Does nothing for a
 * project that is not done or whose areas were never locked. For the system itself and for the step to `evaluated`, so
 * there is no viewer to check.
 */
export async function measureProject(database: Database, projectId: string, now: Date): Promise<void> {
  const project = await findMeasurable(database, projectId);
  if (!project || project.doneAt >= now) return;
  const { doneAt, zoneId } = project;
  const from = new Date(2 * doneAt.getTime() - now.getTime());
  const counts = await countAround(database, { projectId, zoneId, from, doneAt, until: now });
  const monthsAfter = Math.floor((now.getTime() - doneAt.getTime()) / dayMilliseconds / daysPerMonth);
  const { avoided, low, high, verdict } = measureEffect(counts, monthsAfter);
  const isKnown = verdict !== 'too-early';
  await saveEffect(database, {
    projectId,
    computedOn: localDay(now, project.timeZone),
    verdict,
    monthsAfter,
    ...counts,
    avoided: isKnown ? avoided : null,
    avoidedLow: isKnown ? low : null,
    avoidedHigh: isKnown ? high : null,
  });
}

/** Measures every done project again that was last measured a month ago, or never; for the nightly job. */
export async function measureDueProjects({ database, now }: Pick<Context, 'database' | 'now'>): Promise<void> {
  const before = localDay(new Date(now.getTime() - daysBetweenMeasurings * dayMilliseconds), 'UTC');
  for (const projectId of await listDueForMeasuring(database, before)) await measureProject(database, projectId, now);
}
