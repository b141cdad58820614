import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import type { CameraReading } from '../../formats/camera-reading.ts';
import { recordHit } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { findHits, type Hit } from './find-hits.ts';
import {
  countHour,
  findAlertToJoin,
  insertAlert,
  insertHit,
  isKnownHit,
  joinAlert,
  listWatched,
  lockWatched,
} from './hits.queries.ts';
import { tellAlert } from './telling.ts';

/** Sightings of one thing by one camera that are no further apart are one alert. */
export const joinMinutes = 10;

/** Whose readings they are. */
export interface ReadingCamera {
  id: string;
  zoneId: string;
}

/**
 * Takes what a camera has recognised: hits on what its zone watches for become alerts, or join one from just before, and
 * are told to the zone's officers. Everything else is dropped here and stored nowhere; it only counts. For whoever has
 * already seen to it that the sender may. Returns the alerts that were made or joined.
 */
export async function takeReadings(
  context: Context,
  camera: ReadingCamera,
  source: string,
  readings: readonly CameraReading[],
): Promise<string[]> {
  const { database, now } = context;
  const hits = findHits(readings, readings.length > 0 ? await listWatched(database, camera.zoneId, now) : []);
  const hour = new Date(now);
  hour.setUTCMinutes(0, 0, 0);
  await countHour(database, { cameraId: camera.id, hour, messages: 1, readings: readings.length });
  if (hits.length === 0) return [];
  // In one order for everybody, or two messages could wait for each other.
  const ordered = hits.toSorted((a, b) => (a.entryId < b.entryId ? -1 : 1));
  return inTransaction(database, async (transaction) => {
    const within = { ...context, database: transaction };
    const alerts = new Set<string>();
    for (const hit of ordered) {
      const alertId = await noteHit(within, camera, source, hit);
      if (alertId) alerts.add(alertId);
    }
    for (const alertId of alerts) await tellAlert(context, transaction, alertId);
    return [...alerts];
  });
}

/** The alert that a hit has made or joined; undefined when it was told before, or is no longer watched. */
async function noteHit(
  context: Context & { database: Transaction<DB> },
  camera: ReadingCamera,
  source: string,
  hit: Hit,
): Promise<string | undefined> {
  const { database, now } = context;
  if (!(await lockWatched(database, hit.entryId, now))) return undefined;
  const named = { entryId: hit.entryId, cameraId: camera.id, source, sourceKey: hit.sourceKey };
  if (await isKnownHit(database, named)) return undefined;
  // A camera's clock may run ahead; nothing is seen before it happens.
  const seenAt = new Date(Math.min(hit.seenAt.getTime(), now.getTime()));
  const { likelihood } = hit;
  const known = await findAlertToJoin(database, { ...named, seenAt, likelihood, minutes: joinMinutes });
  if (known) await joinAlert(database, known, { seenAt, likelihood, now });
  const alertId = known ?? (await makeAlert(context, camera, { ...hit, seenAt }));
  await insertHit(database, {
    id: newId(),
    alertId,
    watchEntryId: hit.entryId,
    cameraId: camera.id,
    source,
    sourceKey: hit.sourceKey,
    readText: hit.readText,
    likelihood,
    seenAt,
    receivedAt: now,
  });
  await recordHit(database, { zoneId: camera.zoneId, watchEntryId: hit.entryId, now });
  return alertId;
}

async function makeAlert(context: Context, camera: ReadingCamera, hit: Hit): Promise<string> {
  const { database, now, viewer } = context;
  const alert = { id: newId(), zoneId: camera.zoneId, watchEntryId: hit.entryId, cameraId: camera.id };
  const { likelihood, seenAt } = hit;
  const times = { firstSeenAt: seenAt, lastSeenAt: seenAt, createdAt: now, changedAt: now };
  await insertAlert(database, { ...alert, likelihood, ...times });
  await appendEvent(database, {
    zoneId: camera.zoneId,
    subject: 'alert',
    subjectId: alert.id,
    type: 'new',
    viewer,
    occurredAt: seenAt,
    payload: { to: 'new', watchEntryId: hit.entryId, cameraId: camera.id, likelihood },
  });
  return alert.id;
}
