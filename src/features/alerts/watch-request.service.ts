import { inTransaction } from '../../../db/client/transaction.ts';
import { chanceOfNotice, falseMatchesPerDay } from '../../compute/plates/false-matches.ts';
import { writePlate } from '../../compute/plates/plate.ts';
import { readPlate } from '../../compute/plates/read-plate.ts';
import { createZoneClock } from '../../formats/time-zone.ts';
import { requireAccount, requireMay, requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { listZonesByIds } from '../../server/zone-choices.queries.ts';
import { countReadings, findWatchEntry, insertWatchEntry } from './watch-list.queries.ts';
import { longestDays, thresholds, type WatchRequest } from './watch-list.schema.ts';

const measuredDays = 7;
/** What is counted with where no camera has read a plate yet. */
const assumedReadingsPerDay = 10_000;
const dayMilliseconds = 86_400_000;

/** Where the viewer may ask for something to be watched. */
export async function getWatchChoices({ database, viewer }: Context) {
  return { zones: await listZonesByIds(database, requireSomewhere(viewer, 'watch-list.see')) };
}

/**
 * Asks for a plate or face to be watched. Returns the entry's id; nothing is watched before somebody else approves it.
 * Refuses, by field, a plate that cannot be read and days that are over, in the wrong order or more than a year away.
 */
export async function requestWatch(context: Context, input: WatchRequest): Promise<string> {
  const { viewer, now } = context;
  requireMay(viewer, 'watch-list.see', input.zone);
  const { id: requestedBy } = requireAccount(viewer);
  const { watched, startsAt, expiresAt } = await checkRequest(context, input);
  const entry = {
    id: newId(),
    zoneId: input.zone,
    kind: input.kind,
    watched,
    legalBasis: input.legalBasis,
    reason: input.reason,
    caseNumber: input.caseNumber,
    threshold: Number(input.threshold) / 100,
    requestedBy,
    requestedAt: now,
    startsAt,
    expiresAt,
    changedAt: now,
  };
  await inTransaction(context.database, async (transaction) => {
    await insertWatchEntry(transaction, entry);
    await appendEvent(transaction, {
      zoneId: entry.zoneId,
      subject: 'watch-entry',
      subjectId: entry.id,
      type: 'requested',
      viewer,
      occurredAt: now,
      payload: { kind: entry.kind, threshold: entry.threshold, expiresAt: expiresAt.toISOString(), to: 'requested' },
    });
  });
  return entry.id;
}

/** What is asked for, as it would be kept. */
async function checkRequest({ database, viewer, now }: Context, input: WatchRequest) {
  requireMay(viewer, 'watch-list.see', input.zone);
  const [zone] = await listZonesByIds(database, [input.zone]);
  const startOf = (day: string, plusDays = 0): Date => {
    const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
    return createZoneClock(zone?.timeZone ?? 'Asia/Bangkok')({ year, month, day: date + plusDays });
  };
  const begins = input.startsOn ? startOf(input.startsOn) : now;
  const startsAt = begins < now ? now : begins;
  // The last day counts in full.
  const expiresAt = startOf(input.expiresOn, 1);
  const days = (expiresAt.getTime() - startsAt.getTime()) / dayMilliseconds;
  const plate = input.kind === 'plate' ? readPlate(input.watched) : undefined;
  const mistakes: Record<string, string> = {};
  if (input.kind === 'plate' && !plate) mistakes.watched = 'mistakePlate';
  if (input.startsOn && expiresAt <= startsAt) mistakes.startsOn = 'mistakeDate';
  if (days <= 0 || days > longestDays) mistakes.expiresOn = 'mistakeWatchDays';
  if (Object.keys(mistakes).length > 0) throw new AppError('invalid', 'not to be watched so', mistakes);
  return { watched: plate ? writePlate(plate) : input.watched, startsAt, expiresAt };
}

/** What is asked for would come to, before it is asked for; undefined for a face. Refuses as `requestWatch` does. */
export async function measureRequest(context: Context, input: WatchRequest) {
  const { watched } = await checkRequest(context, input);
  return input.kind === 'plate' ? measureWatch(context, { zoneId: input.zone, watched }) : undefined;
}

/** What watching an entry comes to; undefined for a face, and once it was erased. */
export async function measureEntry(context: Context, id: string) {
  const { kind, watched, zoneId } = (await findWatchEntry(context.database, id)) ?? notFound();
  requireMay(context.viewer, 'watch-list.see', zoneId);
  return kind === 'plate' && watched ? measureWatch(context, { zoneId, watched }) : undefined;
}

/** What watching a plate comes to at each threshold, with as many plates a day as the zone's cameras read now. */
async function measureWatch({ database, now }: Context, { zoneId, watched }: { zoneId: string; watched: string }) {
  const plate = readPlate(watched);
  if (!plate) return undefined;
  const since = new Date(now.getTime() - measuredDays * dayMilliseconds);
  const readings = await countReadings(database, zoneId, since);
  const readingsPerDay = readings > 0 ? readings / measuredDays : assumedReadingsPerDay;
  return {
    readingsPerDay,
    isAssumed: readings === 0,
    levels: thresholds.map((percent) => {
      const measure = { threshold: Number(percent) / 100 };
      const falsePerDay = falseMatchesPerDay([plate], readingsPerDay, measure);
      return { percent, falsePerDay, notice: chanceOfNotice(plate, measure) };
    }),
  };
}
