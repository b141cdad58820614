import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dismissAlert, getAlert, getAlerts, openAlert, sweepAlerts } from '../../src/features/alerts/alerts.service.ts';
import { alertStates } from '../../src/features/alerts/alerts.states.ts';
import { joinMinutes, takeReadings } from '../../src/features/alerts/hits.service.ts';
import { revokeWatch } from '../../src/features/alerts/watch-list.service.ts';
import { confirmAlert } from '../../src/features/command-room/confirm-alert.service.ts';
import { getIncident } from '../../src/features/incidents/queue.service.ts';
import { saveDismissedAlertDays } from '../../src/features/people/settings.service.ts';
import type { CameraReading } from '../../src/formats/camera-reading.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { listEntriesAfter } from '../../src/server/live/streams.queries.ts';
import { dismissedAlertDays } from '../../src/server/retention-settings.ts';
import { type Arrows, expectSameArrows, walkArrowsInDatabase } from '../support/arrows.ts';
import { type DeviceDesk, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, madeAt, makeCamera, makeViewer } from '../support/factories.ts';
import { makeWatch } from '../support/watch-desk.ts';

let desk: DeviceDesk;
let supervisor: Viewer;
let camera: { id: string; zoneId: string };
let entryId: string;
let faceId: string;

const watched = '1กก 1234 กรุงเทพมหานคร';

beforeAll(async () => {
  desk = await openDeviceDesk();
  const { database } = desk.store.handle;
  supervisor = await makeViewer(database, 'supervisor', desk.zone);
  camera = { id: await makeCamera(database, desk.zone), zoneId: desk.zone.id };
  const who = { officer: desk.officer, supervisor, zone: desk.zone };
  entryId = await makeWatch(desk.as, who, watched);
  faceId = await makeWatch(desk.as, who, 'Somchai J.', 'face');
});
afterAll(() => desk.close());

const at = (minutes: number): Date => new Date(madeAt.getTime() + minutes * 60_000);

let sightings = 0;

/** A reading of this plate, seen and told in the same minute unless said. */
const seen = (text: string, minutes: number, more: Partial<CameraReading> = {}): CameraReading => ({
  camera: 'lane',
  id: `sighting-${sightings++}`,
  seenAt: at(minutes),
  plates: text ? [{ text, score: 0.95 }] : [],
  face: undefined,
  ...more,
});
const tell = (minutes: number, ...readings: CameraReading[]): Promise<string[]> =>
  takeReadings(desk.as(anonymous, at(minutes)), camera, 'frigate', readings);
const officerAt = (minutes: number) => desk.as(desk.officer, at(minutes));

/** The next minutes of the test's clock, so far from what came before that nothing joins it. */
let clock = 0;
const later = (): number => {
  clock += 3 * joinMinutes;
  return clock;
};

async function newAlert(): Promise<{ id: string; minutes: number }> {
  const minutes = later();
  const [id = ''] = await tell(minutes, seen(watched, minutes));
  return { id, minutes };
}

const arrows: Arrows = [
  ['', 'new'],
  ['new', 'confirmed'],
  ['confirmed', 'incident'],
  ['new', 'dismissed'],
  ['confirmed', 'dismissed'],
];

test('the arrows are the ones that domain.md draws, and the database holds to them', async () => {
  const { database } = desk.store.handle;
  const { id: incidentId } = await newAlert().then(({ id, minutes }) =>
    confirmAlert(officerAt(minutes), id).then((confirmed) => ({ id: confirmed.incidentId })),
  );
  await expectSameArrows(database, 'alert', arrows);
  await walkArrowsInDatabase({
    database,
    table: 'alert',
    arrows,
    states: alertStates,
    insert: async (transaction) => {
      const id = newId();
      await sql`delete from alert where incident_id = ${incidentId}`.execute(transaction);
      await sql`insert into alert (id, zone_id, watch_entry_id, camera_id, likelihood, first_seen_at, last_seen_at,
          created_at, changed_at)
        values (${id}, ${desk.zone.id}, ${entryId}, ${camera.id}, 0.9, ${madeAt}, ${madeAt}, ${madeAt}, ${madeAt})`.execute(
        transaction,
      );
      return id;
    },
    columns: (state) => {
      if (state === 'incident') return { incident_id: incidentId };
      return state === 'dismissed' ? { reason: 'not it' } : {};
    },
  });
});

describe('a hit', () => {
  test('on a watched plate becomes an alert, masked, with its likelihood', async () => {
    const minutes = later();
    const [id = ''] = await tell(minutes, seen('1กก-1234 กทม', minutes), seen('9ฮฮ 9999', minutes));
    const alert = await getAlert(officerAt(minutes), id);
    expect(alert).toMatchObject({ state: 'new', kind: 'plate', masked: '1••••••', hits: 1, watchEntryId: entryId });
    expect(alert.likelihood).toBeGreaterThan(0.99);
    expect(JSON.stringify([alert, await getAlerts(officerAt(minutes))])).not.toMatch(/1234|กก/);
  });

  test('on a watched face needs the recogniser to be sure enough of it', async () => {
    const minutes = later();
    const face = (score: number) => seen('', minutes, { face: { name: 'somchai j.', score } });
    expect(await tell(minutes, face(0.85), seen('', minutes, { face: { name: 'Somying', score: 1 } }))).toEqual([]);
    const [id = ''] = await tell(minutes, face(0.95));
    expect(await getAlert(officerAt(minutes), id)).toMatchObject({ kind: 'face', watchEntryId: faceId });
  });

  test('below the threshold is dropped, and so is one on what is no longer watched', async () => {
    const minutes = later();
    expect(await tell(minutes, seen('1กอ 1234', minutes), seen('กก 1234', minutes))).toEqual([]);
    const who = { officer: desk.officer, supervisor, zone: desk.zone };
    const ended = await makeWatch(desk.as, who, '5ขข 555');
    await revokeWatch(desk.as(desk.officer), ended, 'พบรถแล้ว');
    expect(await tell(minutes, seen('5ขข 555', minutes))).toEqual([]);
    // Past its last day, though the clock has not come round yet.
    const days = 12 * 24 * 60;
    expect(await takeReadings(desk.as(anonymous, at(days)), camera, 'frigate', [seen(watched, days)])).toEqual([]);
  });

  test('of the same plate and camera within some minutes joins the same alert, told twice it counts once', async () => {
    const minutes = later();
    const first = seen(watched, minutes);
    const [id = ''] = await tell(minutes, first);
    expect(await tell(minutes, first)).toEqual([]);
    expect(await tell(minutes + joinMinutes, seen(watched, minutes + joinMinutes))).toEqual([id]);
    // What comes late is of its own minute.
    expect(await tell(minutes + joinMinutes, seen(watched, minutes - 1))).toEqual([id]);
    expect(await getAlert(officerAt(minutes), id)).toMatchObject({
      hits: 3,
      firstSeenAt: at(minutes - 1),
      lastSeenAt: at(minutes + joinMinutes),
    });
    const again = minutes + 2 * joinMinutes + 1;
    expect(await tell(again, seen(watched, again))).not.toEqual([id]);
    const other = { id: await makeCamera(desk.store.handle.database, desk.zone), zoneId: desk.zone.id };
    const elsewhere = await takeReadings(desk.as(anonymous, at(minutes)), other, 'frigate', [seen(watched, minutes)]);
    expect(elsewhere).not.toEqual([id]);
    clock = again;
  });

  test('from the future is of now', async () => {
    const minutes = later();
    const [id = ''] = await tell(minutes, seen(watched, minutes + 60));
    expect(await getAlert(officerAt(minutes), id)).toMatchObject({ lastSeenAt: at(minutes) });
  });

  test('is told to the zone’s officers at once and to nobody else, without a word of the plate; it is on record', async () => {
    const { database } = desk.store.handle;
    const { id } = await newAlert();
    const streams = (['officer', 'commander', 'public'] as const).map((audience) => ({
      zoneId: desk.zone.id,
      audience,
      position: 0,
    }));
    const told = (await listEntriesAfter(database, streams, 1_000)).filter(({ payload }) => payload.includes(id));
    expect(told.map(({ audience, kind }) => [audience, kind])).toEqual([['officer', 'alert']]);
    expect(told[0]?.payload).not.toMatch(/1234|กก/);
    const hits = await database
      .selectFrom('auditLog')
      .where('action', '=', 'watch-entry-hit')
      .where('subjectId', '=', entryId)
      .select('zoneId')
      .execute();
    expect(hits.length).toBeGreaterThan(0);
  });
});

test('what was read is opened with a reason, on record before it is told', async () => {
  const { id, minutes } = await newAlert();
  const opened = await openAlert(officerAt(minutes), id, 'เทียบกับภาพ');
  expect(opened.watched).toBe(watched);
  expect([...opened.read.values()]).toEqual([watched]);
  const looks = await desk.store.handle.database
    .selectFrom('auditLog')
    .where('subjectId', '=', id)
    .select(['action', 'reason', 'accountId'])
    .execute();
  expect(looks).toEqual([{ action: 'alert-opened', reason: 'เทียบกับภาพ', accountId: desk.officer.account?.id }]);
});

describe('deciding', () => {
  test('confirming makes one incident at the camera, once, that the public never hears of', async () => {
    const { id, minutes } = await newAlert();
    const { incidentId } = await confirmAlert(officerAt(minutes), id);
    expect(await getAlert(officerAt(minutes), id)).toMatchObject({ state: 'incident', incidentId });
    const incident = await getIncident(officerAt(minutes), incidentId);
    expect(incident).toMatchObject({ kind: 'watched-vehicle', source: 'alert', state: 'new', priority: 2 });
    expect(JSON.stringify(incident)).not.toMatch(/1234/);
    await expect(confirmAlert(officerAt(minutes), id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(dismissAlert(officerAt(minutes), id, 'no')).rejects.toMatchObject({ code: 'conflict' });
    const { database } = desk.store.handle;
    const publicly = await listEntriesAfter(database, [{ zoneId: desk.zone.id, audience: 'public', position: 0 }], 100);
    expect(publicly).toEqual([]);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from pgboss.job
      where name = 'incident.publish'`.execute(database);
    expect(rows[0]?.count ?? 0).toBe(0);
    // One more sighting joins, and asks nobody again.
    expect(await tell(minutes + 1, seen(watched, minutes + 1))).toEqual([id]);
    expect(await getAlert(officerAt(minutes), id)).toMatchObject({ state: 'incident', hits: 2 });
  });

  test('two who confirm at once make one incident', async () => {
    const { id, minutes } = await newAlert();
    const both = await Promise.allSettled([confirmAlert(officerAt(minutes), id), confirmAlert(officerAt(minutes), id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const made = await desk.store.handle.database
      .selectFrom('incident')
      .where('sourceKey', '=', id)
      .select('id')
      .execute();
    expect(made).toHaveLength(1);
  });

  test('what was dismissed is silent for sightings that are no likelier, and anew for likelier ones', async () => {
    const minutes = later();
    const doubtful = '1กก 1234 เชียงใหม่';
    const [id = ''] = await tell(minutes, seen(doubtful, minutes));
    await dismissAlert(officerAt(minutes), id, 'คนละจังหวัด');
    expect(await tell(minutes + 1, seen(doubtful, minutes + 1))).toEqual([id]);
    expect(await getAlert(officerAt(minutes), id)).toMatchObject({ state: 'dismissed', reason: 'คนละจังหวัด', hits: 2 });
    const [other] = await tell(minutes + 2, seen(watched, minutes + 2));
    expect(other).not.toBe(id);
  });

  test('dismissed alerts are deleted after thirty days, or as many as the administrator says; others stay', async () => {
    const { database } = desk.store.handle;
    const [dismissed, kept] = [await newAlert(), await newAlert()];
    await dismissAlert(officerAt(dismissed.minutes), dismissed.id, 'ไม่ใช่คันนี้');
    const sweep = (days: number) =>
      sweepAlerts({ database, now: new Date(at(dismissed.minutes).getTime() + days * 86_400_000) });
    await sweep(29);
    expect(await getAlert(officerAt(0), dismissed.id)).toMatchObject({ state: 'dismissed' });
    const administrator = await makeViewer(database, 'administrator', desk.zone);
    await saveDismissedAlertDays(desk.as(administrator), 60);
    await expect(saveDismissedAlertDays(desk.as(supervisor), 5)).rejects.toMatchObject({ code: 'not-found' });
    await sweep(31);
    expect(await getAlert(officerAt(0), dismissed.id)).toMatchObject({ state: 'dismissed' });
    await database.deleteFrom('setting').where('key', '=', dismissedAlertDays.key).execute();
    expect(await sweep(31)).toBeGreaterThan(0);
    await expect(getAlert(officerAt(0), dismissed.id)).rejects.toMatchObject({ code: 'not-found' });
    const hits = await database.selectFrom('alertHit').where('alertId', '=', dismissed.id).select('id').execute();
    expect(hits).toEqual([]);
    expect(await getAlert(officerAt(0), kept.id)).toMatchObject({ state: 'new' });
  });
});

describe('who may', () => {
  test.each(everyRole)('%s', async (role) => {
    const { id } = await newAlert();
    const mayWork = role === 'officer' || role === 'supervisor';
    const viewer = await makeViewer(desk.store.handle.database, role, desk.zone);
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    const refusal = role === 'anonymous' ? 'sign-in-required' : 'not-found';
    expect(await outcome(getAlerts(desk.as(viewer)))).toBe(mayWork ? 'done' : refusal);
    for (const strange of [role, 'officer'] as const) {
      const stranger = await makeViewer(desk.store.handle.database, strange, desk.foreign);
      for (const work of [getAlert, openAlert, dismissAlert, confirmAlert] as const)
        expect(await outcome(work(desk.as(stranger), id, 'why'))).toBe('not-found');
    }
    for (const work of [getAlert, openAlert, dismissAlert] as const)
      expect(await outcome(work(desk.as(viewer), id, 'why'))).toBe(mayWork ? 'done' : 'not-found');
    const { id: another } = await newAlert();
    expect(await outcome(confirmAlert(desk.as(viewer), another))).toBe(mayWork ? 'done' : 'not-found');
  });
});

/** Every text of every table that holds one of these words. */
async function findAnywhere(words: readonly string[]): Promise<string[]> {
  const { database } = desk.store.handle;
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname in ('public', 'pgboss')`.execute(database);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} t
      where ${sql.join(
        words.map((word) => sql`position(${word} in t::text) > 0`),
        sql` or `,
      )} limit 1`.execute(database);
    if (rows.length > 0) found.push(`${name}: ${rows[0]?.row}`);
  }
  return found;
}

test('after thousands of readings that are not watched no plate, face or name of a sighting is anywhere, only counts', async () => {
  const minutes = later();
  const marks = ['8ษฬ', '๘ษฬ', 'ZQXW', 'คนแปลกหน้า', 'secret-sighting'];
  for (let message = 0; message < 100; message++)
    await tell(
      minutes,
      ...Array.from({ length: 30 }, (_, index) => {
        const number = String(message * 30 + index + 1);
        const id = `secret-sighting-${number}`;
        if (index === 0) return seen('', minutes, { id, face: { name: `คนแปลกหน้า ${number}`, score: 0.99 } });
        return seen(index % 3 === 0 ? `ZQXW ${number}` : `8ษฬ ${number}`, minutes, { id });
      }),
    );
  expect(await findAnywhere(marks)).toEqual([]);
  // The search itself finds what is there.
  expect((await findAnywhere(['Somchai J.'])).map((found) => found.split(':')[0])).toEqual(['public.watch_entry']);
  const hour = new Date(Math.floor(at(minutes).getTime() / 3_600_000) * 3_600_000);
  const counted = await desk.store.handle.database
    .selectFrom('cameraReadingCount')
    .where('cameraId', '=', camera.id)
    .where('hour', '=', hour)
    .select(['messages', 'readings'])
    .executeTakeFirstOrThrow();
  expect(counted.messages).toBeGreaterThanOrEqual(100);
  expect(counted.readings).toBeGreaterThanOrEqual(3_000);
});
