import { inTransaction } from '../../../db/client/transaction.ts';
import { chanceOfNotice, falseMatchesPerDay } from '../../compute/plates/false-matches.ts';
import { writePlate } from '../../compute/plates/plate.ts';
import { readPlate } from '../../compute/plates/read-plate.ts';
import { createZoneClock } from '../../formats/time-zone.ts';
import { requireAccount, requireMay, requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { listZonesByIds } from '../../server/zone-choices.queries.ts';
import { countReadings, insertWatchEntry, listActivePlates } from './watch-list.queries.ts';
import { longestDays, thresholds, type WatchRequest } from './watch-list.schema.ts';

const measuredDays = 7;
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
export async function checkRequest({ database, viewer, now }: Context, input: WatchRequest) {
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

/** What watching a plate would come to, at each threshold, with as many plates a day as the zone's cameras read now. */
export async function measureWatch(context: Context, { zoneId, watched }: { zoneId: string; watched: string }) {
  requireMay(context.viewer, 'watch-list.see', zoneId);
  const { readingsPerDay, elsewhere } = await measureZone(context, zoneId);
  const plate = readPlate(watched);
  if (!plate) return undefined;
  return {
    readingsPerDay,
    /** Of all that is watched in the zone already. */
    falsePerDayNow: elsewhere,
    levels: thresholds.map((percent) => {
      const measure = { threshold: Number(percent) / 100 };
      return {
        percent,
        falsePerDay: falseMatchesPerDay([plate], readingsPerDay, measure),
        notice: chanceOfNotice(plate, measure),
      };
    }),
  };
}

async function measureZone({ database, now }: Context, zoneId: string) {
  const since = new Date(now.getTime() - measuredDays * dayMilliseconds);
  const readings = await countReadings(database, zoneId, since);
  const readingsPerDay = readings / measuredDays;
  const active = await listActivePlates(database, zoneId, now);
  const elsewhere = active.reduce((sum, { watched, threshold }) => {
    const plate = readPlate(watched ?? '');
    return plate ? sum + falseMatchesPerDay([plate], readingsPerDay, { threshold }) : sum;
  }, 0);
  return { readingsPerDay, elsewhere };
}
