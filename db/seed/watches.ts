import type { Insertable } from 'kysely';
import { likelihoodOf } from '../../src/compute/plates/likelihood.ts';
import { readPlate } from '../../src/compute/plates/read-plate.ts';
import type { Random } from '../../src/compute/random.ts';
import type { Database } from '../client/database.ts';
import type { Event } from '../types.ts';
import { insertRows } from './insert.ts';
import { daysBefore } from './moments.ts';
import type { Cast } from './story.ts';
import { type WatchWords, watches } from './words/watches.ts';

const hourMilliseconds = 3_600_000;
const countedHours = 7 * 24;
/** Plates a camera reads in its quietest hour, and how many more in its busiest. */
const readings = { least: 6, more: 190 };
const camerasThatRead = 3;

/** Writes what the station watches for, what cameras have seen of it, and how much they have read in a week. */
export async function insertWatches(database: Database, cast: Cast, random: Random, now: Date): Promise<void> {
  const cameras = await database
    .selectFrom('camera')
    .where('zoneId', '=', cast.site.zoneId)
    .where('link', '=', 'linked')
    .select('id')
    .orderBy('code')
    .limit(camerasThatRead)
    .execute();
  await insertRows(
    database,
    'cameraReadingCount',
    cameras.flatMap(({ id }) => countsOf(id, random, now)),
  );
  for (const words of watches) {
    const id = await insertWatch(database, cast, words, random, now);
    for (const sighting of words.sightings) {
      const cameraId = random.pick(cameras).id;
      await insertSighting(database, { id, cast, cameraId, words, sighting }, random, now);
    }
  }
}

function countsOf(cameraId: string, random: Random, now: Date) {
  const thisHour = Math.floor(now.getTime() / hourMilliseconds) * hourMilliseconds;
  return Array.from({ length: countedHours }, (_, back) => {
    const hour = new Date(thisHour - back * hourMilliseconds);
    // In Thailand: busiest at six in the evening.
    const clock = (hour.getUTCHours() + 7) % 24;
    const busy = (1 + Math.cos(((clock - 18) / 12) * Math.PI)) / 2;
    const count = random.poisson(readings.least + readings.more * busy);
    return { cameraId, hour, messages: count + random.integer(0, 20), readings: count };
  });
}

/** Writes one entry and walks it to where it stands, with its events. */
async function insertWatch(
  database: Database,
  { site, people }: Cast,
  words: WatchWords,
  random: Random,
  now: Date,
): Promise<string> {
  const requestedAt = daysBefore(now, words.requestedDays);
  const id = random.id(requestedAt);
  const [requestedBy = ''] = people.officers;
  const expiresAt = new Date(requestedAt.getTime() + words.lastsDays * 24 * hourMilliseconds);
  const { watched, legalBasis, reason, caseNumber, threshold } = words;
  const said = { kind: 'plate', watched, legalBasis, reason, caseNumber, threshold };
  const times = { requestedAt, startsAt: requestedAt, expiresAt, changedAt: requestedAt };
  await insertRows(database, 'watchEntry', [{ id, zoneId: site.zoneId, ...said, requestedBy, ...times }]);
  const steps = [
    { state: 'requested', at: requestedAt, actorId: requestedBy, change: {} },
    ...stepsOf(words, people, now),
  ];
  for (const [index, { state, at, actorId, change }] of steps.entries()) {
    if (index > 0)
      await database
        .updateTable('watchEntry')
        .set({ state, changedAt: at, ...change })
        .where('id', '=', id)
        .execute();
    const subject = { zoneId: site.zoneId, subject: 'watch-entry', subjectId: id, actorId };
    const payload = { from: steps[index - 1]?.state ?? '', to: state };
    await insertEvent(database, { id: random.id(at), ...subject, type: state, occurredAt: at, payload });
  }
  return id;
}

/** How an entry came from its request to where it stands. */
function stepsOf({ approvedDays, revoked }: WatchWords, { officers, supervisors }: Cast['people'], now: Date) {
  if (approvedDays === undefined) return [];
  const [requestedBy = '', approvedBy = ''] = [officers[0], supervisors[0]];
  const approvedAt = daysBefore(now, approvedDays);
  const approving = { at: approvedAt, actorId: approvedBy, change: { approvedBy, approvedAt } };
  const steps = [
    { state: 'approved', ...approving },
    // The clock that begins watches comes round within the minute.
    { state: 'active', ...approving, at: new Date(approvedAt.getTime() + 60_000) },
  ];
  if (!revoked) return steps;
  const ended = { endedReason: revoked.reason };
  return [...steps, { state: 'revoked', at: daysBefore(now, revoked.days), actorId: requestedBy, change: ended }];
}

type NewEvent = Omit<Insertable<Event>, 'recordedAt'>;

const insertEvent = (database: Database, event: NewEvent): Promise<void> =>
  insertRows(database, 'event', [{ ...event, recordedAt: event.occurredAt }]);

interface Seen {
  id: string;
  cast: Cast;
  cameraId: string;
  words: WatchWords;
  sighting: WatchWords['sightings'][number];
}

/** Writes an alert of one sighting, and its dismissal where somebody has compared it. */
async function insertSighting(
  database: Database,
  { id: watchEntryId, cast, cameraId, words, sighting }: Seen,
  random: Random,
  now: Date,
): Promise<void> {
  const { zoneId } = cast.site;
  const at = new Date(now.getTime() - sighting.minutes * 60_000);
  const [plate, watched] = [readPlate(sighting.read), readPlate(words.watched)];
  if (!plate || !watched) throw new Error(`This is no plate: ${sighting.read}`);
  const likelihood = likelihoodOf([{ plate, score: sighting.score }], watched);
  const alertId = random.id(at);
  const times = { firstSeenAt: at, lastSeenAt: at, createdAt: at, changedAt: at };
  const found = { watchEntryId, cameraId, likelihood };
  await insertRows(database, 'alert', [{ id: alertId, zoneId, state: 'new', hits: 1, reason: '', ...found, ...times }]);
  const source = { source: 'generic', sourceKey: `demonstration-${sighting.minutes}`, readText: sighting.read };
  const told = { seenAt: at, receivedAt: at };
  await insertRows(database, 'alertHit', [{ id: random.id(at), alertId, ...found, ...source, ...told }]);
  const subject = { zoneId, subject: 'alert', subjectId: alertId };
  const made = { type: 'new', actorId: null, occurredAt: at, payload: { to: 'new', ...found } };
  await insertEvent(database, { id: random.id(at), ...subject, ...made });
  if (!sighting.dismissed) return;
  const occurredAt = new Date(at.getTime() + 6 * 60_000);
  const dismissal = { state: 'dismissed', reason: sighting.dismissed, changedAt: occurredAt };
  await database.updateTable('alert').set(dismissal).where('id', '=', alertId).execute();
  const gone = { type: 'dismissed', actorId: cast.people.officers[0] ?? null, occurredAt };
  await insertEvent(database, { id: random.id(at), ...subject, ...gone, payload: { from: 'new', to: 'dismissed' } });
}
