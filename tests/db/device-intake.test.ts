import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { getSignal, makeKey, revokeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { takeHeartbeat } from '../../src/features/device-intake/heartbeat.service.ts';
import { rotationHours } from '../../src/features/device-intake/next-key.ts';
import type { DeviceReference } from '../../src/features/device-intake/signals.queries.ts';
import { watchDevices } from '../../src/features/device-intake/watch.service.ts';
import { signWebhook } from '../../src/formats/standard-webhooks.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import type { Context } from '../../src/server/context.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  everyRole,
  type MadeZone,
  madeAt,
  makeCamera,
  makeRiskArea,
  makeViewer,
  makeZone,
} from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
let officer: Viewer;
let partner: Viewer;
let riskArea: string;
let camera: DeviceReference;
let post: DeviceReference;

beforeAll(async () => {
  store = await openTestDatabase();
  jobs = await startJobs(store.handle);
  await jobs.work('coverage.keep-up', () => Promise.resolve());
  const { database } = store.handle;
  zone = await makeZone(database);
  officer = await makeViewer(database, 'officer', zone);
  partner = await makeViewer(database, 'partner', zone);
  riskArea = await makeRiskArea(database, zone);
  await makeStreet();
  camera = { kind: 'camera', id: await makeCamera(store.handle.database, zone) };
  post = { kind: 'sos-post', id: await makePost() };
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

async function makePost(): Promise<string> {
  const id = newId();
  const row = {
    zoneId: zone.id,
    code: id.slice(-8),
    place: sql<string>`st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)`,
    source: 'test',
    sourceKey: id,
    createdAt: madeAt,
    changedAt: madeAt,
  };
  await store.handle.database
    .insertInto('sosPost')
    .values({ id, ...row })
    .execute();
  return id;
}

/** A street through the risk area, to be walked to the post. */
async function makeStreet(): Promise<void> {
  const [longitude, latitude] = zone.center;
  await sql`insert into street (id, zone_id, kind, name_th, name_en, line, source, source_key)
    values (${newId()}, ${zone.id}, 'local', '', '', st_setsrid(st_makeline(st_makepoint(${longitude - 0.002}, ${latitude}),
      st_makepoint(${longitude + 0.002}, ${latitude})), 4326), 'test', 'street')`.execute(store.handle.database);
}

const as = (viewer: Viewer, now = madeAt): Context => ({ database: store.handle.database, viewer, now, jobs });
const at = (minutes: number): Date => new Date(madeAt.getTime() + minutes * 60_000);
const bytesOf = (key: string): Buffer => Buffer.from(key.slice('whsec_'.length), 'base64');

let messages = 0;

/** Sends what a device would, signed with these keys at that minute. */
function beat(
  { id }: DeviceReference,
  keys: readonly string[],
  minutes: number,
  { body = '{}', webhookId = `msg_${messages++}`, shift = 0 } = {},
): Promise<string> {
  const timestamp = String(Math.floor(at(minutes).getTime() / 1000) + shift);
  const bytes = Buffer.from(body);
  const signature = keys.map((key) => signWebhook({ id: webhookId, timestamp, body: bytes }, bytesOf(key))).join(' ');
  const headers = { id: webhookId, timestamp, signature };
  return takeHeartbeat(as(anonymous, at(minutes)), { deviceId: id, headers, body: bytes });
}

const conditionOf = async ({ kind, id }: DeviceReference): Promise<string | undefined> => {
  const table = kind === 'camera' ? 'camera' : 'sosPost';
  const found = await store.handle.database
    .selectFrom(table)
    .select('condition')
    .where('id', '=', id)
    .executeTakeFirst();
  return found?.condition;
};

const eventsOf = async ({ id }: DeviceReference): Promise<string[]> => {
  const events = store.handle.database.selectFrom('event').select('type').where('subjectId', '=', id);
  return (await events.orderBy('recordedAt').orderBy('id').execute()).map(({ type }) => type);
};

/** Has the watch run each minute, as its clock does. */
async function watchFrom(first: number, last: number): Promise<void> {
  for (let minute = first; minute <= last; minute++) await watchDevices(as(anonymous, at(minute)));
}

const unknown = { code: 'not-found' };

describe('keys', () => {
  test('are made by officers of the zone and the owner, and by nobody else', async () => {
    const own: DeviceReference = {
      kind: 'camera',
      id: await makeCamera(store.handle.database, zone, partner.organisationIds[0]),
    };
    await makeKey(as(partner), own);
    const foreign = await makeZone(store.handle.database);
    for (const place of [zone, foreign])
      for (const role of everyRole) {
        const viewer = await makeViewer(store.handle.database, role, place);
        const isAllowed = place === zone && (role === 'officer' || role === 'supervisor');
        for (const device of [camera, post]) {
          for (const ask of [makeKey, getSignal])
            if (isAllowed) await ask(as(viewer), device);
            else await expect(ask(as(viewer), device)).rejects.toMatchObject(unknown);
        }
      }
  });

  test('follow from the server’s secret and stand nowhere in the database', async () => {
    const { key, number } = await makeKey(as(officer), post);
    expect(key).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await makeKey(as(officer), camera)).key).not.toBe(key);
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(t::text, ' '), '') as text from (
        select to_jsonb(device_key) as t from device_key union all select to_jsonb(event) from event
        union all select to_jsonb(setting) from setting) as everything`.execute(store.handle.database);
    expect(rows[0]?.text).toContain(post.id);
    expect(rows[0]?.text).not.toContain(key.slice('whsec_'.length));
    expect((await getSignal(as(officer), post)).keys[0]).toMatchObject({ number, isGood: true });
  });

  test('rotate: the last one stays good for a day, those before it end, and both may sign', async () => {
    const device: DeviceReference = { kind: 'sos-post', id: await makePost() };
    const [first, second, third] = [
      await makeKey(as(officer), device),
      await makeKey(as(officer), device),
      await makeKey(as(officer, at(1)), device),
    ];
    await expect(beat(device, [first.key], 2)).rejects.toMatchObject(unknown);
    expect(await beat(device, [second.key], 2)).toBe('received');
    expect(await beat(device, [third.key], 2)).toBe('received');
    expect(await beat(device, [first.key, second.key, third.key], 2)).toBe('received');
    await expect(beat(device, [second.key], rotationHours * 60 + 2)).rejects.toMatchObject(unknown);
    expect(await beat(device, [second.key, third.key], rotationHours * 60 + 2)).toBe('received');
  });

  test('end at once when they are revoked, once', async () => {
    const device: DeviceReference = { kind: 'sos-post', id: await makePost() };
    const { key, number } = await makeKey(as(officer), device);
    expect(await beat(device, [key], 1)).toBe('received');
    await revokeKey(as(officer, at(1)), device, { number });
    await expect(beat(device, [key], 2)).rejects.toMatchObject(unknown);
    await expect(revokeKey(as(officer, at(2)), device, { number })).rejects.toMatchObject(unknown);
    await expect(revokeKey(as(partner, at(2)), device, { number: 1 })).rejects.toMatchObject(unknown);
    expect(await eventsOf(device)).toEqual(['key-made', 'key-ended']);
  });
});

describe('a heartbeat', () => {
  test('is taken once, notes when it came, and adds nothing to the history', async () => {
    const device: DeviceReference = { kind: 'camera', id: await makeCamera(store.handle.database, zone) };
    const { key } = await makeKey(as(officer), device);
    expect(await beat(device, [key], 3, { webhookId: 'once' })).toBe('received');
    expect(await beat(device, [key], 4, { webhookId: 'once', shift: -60 })).toBe('repeated');
    const { lastHeardAt } = await getSignal(as(officer), device);
    expect(lastHeardAt).toEqual(at(3));
    for (let minute = 5; minute < 10; minute++) await beat(device, [key], minute);
    expect(await eventsOf(device)).toEqual(['key-made']);
    const together = await Promise.all(
      Array.from({ length: 5 }, () => beat(device, [key], 11, { webhookId: 'together' })),
    );
    expect(together.sort()).toEqual(['received', 'repeated', 'repeated', 'repeated', 'repeated']);
  });

  test('moves neither coverage nor what maps show', async () => {
    const { key } = await makeKey(as(officer), camera);
    await keepCoverageUp(store.handle.database, madeAt);
    await beat(camera, [key], 1);
    await beat(camera, [key], 2, { body: '{"condition":"working"}' });
    expect(await keepCoverageUp(store.handle.database, madeAt)).toBe(0);
  });

  test('of another device, with a wrong key, at a wrong time, or of none is answered alike', async () => {
    const { key } = await makeKey(as(officer), camera);
    const other = await makeKey(as(officer), post);
    const wrong = `whsec_${Buffer.alloc(32).toString('base64')}`;
    for (const send of [
      () => beat(camera, [other.key], 1),
      () => beat(post, [key], 1),
      () => beat(camera, [wrong], 1),
      () => beat(camera, [], 1),
      () => beat(camera, [key], 1, { shift: 301 }),
      () => beat(camera, [key], 1, { shift: -301 }),
      () => beat(camera, [key], 1, { webhookId: 'with.stop' }),
      () => beat({ kind: 'camera', id: newId() }, [key], 1),
      () => beat({ kind: 'camera', id: "'; drop table camera; --" }, [key], 1),
    ])
      await expect(send()).rejects.toMatchObject({ code: 'not-found', fields: {}, message: 'not-found' });
  });

  test.each([
    '{"condition":"wor',
    '[]',
    'null',
    'NaN',
    '{"condition":NaN}',
    '{"condition":"offline"}',
    '{"condition":1e999}',
    '{"condition":"faulty","fault":"call 0812345678"}',
    `{"fault":"${'x'.repeat(41)}"}`,
    '{"fault":17}',
    '\ud83d',
  ])('that says %s is refused, and leaves no trace', async (body) => {
    const { key } = await makeKey(as(officer), camera);
    const webhookId = newId();
    const before = await getSignal(as(officer), camera);
    await expect(beat(camera, [key], 30, { body, webhookId })).rejects.toMatchObject({ code: 'invalid' });
    expect((await getSignal(as(officer), camera)).lastHeardAt).toEqual(before.lastHeardAt);
    // It was not taken, so that the same id may come again when it has been mended.
    expect(await beat(camera, [key], 30, { webhookId, body: '' })).toBe('received');
  });

  test('tells of a fault and that it is over; what somebody found stays found', async () => {
    const device: DeviceReference = { kind: 'sos-post', id: await makePost() };
    const { key } = await makeKey(as(officer), device);
    await beat(device, [key], 1, { body: '{"condition":"faulty","fault":"E-17","more":"x"}' });
    await beat(device, [key], 2, { body: '{"condition":"faulty","fault":"E-18"}' });
    expect(await conditionOf(device)).toBe('faulty');
    expect((await getSignal(as(officer), device)).fault).toBe('E-18');
    await beat(device, [key], 3);
    expect(await conditionOf(device)).toBe('faulty');
    await beat(device, [key], 4, { body: '{"condition":"working"}' });
    expect(await conditionOf(device)).toBe('working');
    expect((await getSignal(as(officer), device)).fault).toBeNull();
    expect(await eventsOf(device)).toEqual(['key-made', 'fault-told', 'fault-over']);

    await store.handle.database
      .updateTable('sosPost')
      .set({ condition: 'faulty' })
      .where('id', '=', device.id)
      .execute();
    await beat(device, [key], 5, { body: '{"condition":"working"}' });
    expect(await conditionOf(device)).toBe('faulty');
  });
});

describe('devices that are no longer heard', () => {
  const shareOf = async (): Promise<number | undefined> =>
    (
      await store.handle.database
        .selectFrom('riskAreaCover')
        .where('riskAreaId', '=', riskArea)
        .where('purpose', '=', 'detect')
        .where('scope', '=', 'linked')
        .select('sureShare')
        .executeTakeFirst()
    )?.sureShare;
  const gapOf = async (): Promise<number> => {
    const gaps = await store.handle.database
      .selectFrom('coverageGap')
      .where('riskAreaId', '=', riskArea)
      .where('purpose', '=', 'detect')
      .where('scope', '=', 'linked')
      .select('squareMeters')
      .execute();
    return gaps.reduce((sum, { squareMeters }) => sum + squareMeters, 0);
  };
  const reachOf = async (): Promise<number> =>
    (
      await store.handle.database
        .selectFrom('riskAreaWalk')
        .where('riskAreaId', '=', riskArea)
        .select('threeMinutesShare')
        .executeTakeFirst()
    )?.threeMinutesShare ?? 0;
  const streamOf = async (): Promise<number> => {
    const { rows } = await sql<{ position: number }>`
      select coalesce(sum(position), 0)::int as position from stream where zone_id = ${zone.id} and audience = 'officer'`.execute(
      store.handle.database,
    );
    return rows[0]?.position ?? 0;
  };
  /** All that the others of this file have in the zone is taken away, so that one camera and one post are left. */
  const leaveAlone = async (): Promise<void> => {
    const { database } = store.handle;
    await database.deleteFrom('camera').where('id', '<>', camera.id).execute();
    await database.deleteFrom('sosPost').where('id', '<>', post.id).execute();
    await sql`truncate device_watch`.execute(database);
  };

  test('are lost after three intervals, coverage follows, and both come back with the next heartbeat', async () => {
    const { database } = store.handle;
    await leaveAlone();
    const keys = { camera: (await makeKey(as(officer), camera)).key, post: (await makeKey(as(officer), post)).key };
    await watchDevices(as(anonymous, at(99)));
    await beat(camera, [keys.camera], 100);
    await beat(post, [keys.post], 100);
    await keepCoverageUp(database, at(100));
    const before = { share: await shareOf(), gap: await gapOf(), reach: await reachOf(), stream: await streamOf() };
    expect(before.share).toBeGreaterThan(0);
    expect(before.reach).toBeGreaterThan(0);

    await watchFrom(100, 115);
    expect(await conditionOf(post)).toBe('working');
    await watchFrom(116, 145);
    expect(await conditionOf(post)).toBe('silent');
    expect(await conditionOf(camera)).toBe('working');
    await keepCoverageUp(database, at(145));
    expect(await reachOf()).toBe(0);
    expect(await shareOf()).toBe(before.share);
    await watchFrom(146, 147);
    expect(await conditionOf(camera)).toBe('offline');
    await keepCoverageUp(database, at(147));
    expect(await shareOf()).toBe(0);
    expect(await gapOf()).toBeGreaterThan(before.gap);
    expect(await streamOf()).toBeGreaterThan(before.stream);
    expect((await eventsOf(camera)).filter((type) => type === 'signal-lost')).toHaveLength(1);

    await beat(camera, [keys.camera], 150);
    await beat(post, [keys.post], 150);
    expect([await conditionOf(camera), await conditionOf(post)]).toEqual(['working', 'working']);
    await keepCoverageUp(database, at(150));
    expect({ share: await shareOf(), gap: await gapOf(), reach: await reachOf() }).toEqual({
      share: before.share,
      gap: before.gap,
      reach: before.reach,
    });
    expect((await eventsOf(post)).slice(-2)).toEqual(['signal-lost', 'signal-back']);
  });

  test('are only those that were heard before and work', async () => {
    const never: DeviceReference = { kind: 'camera', id: await makeCamera(store.handle.database, zone) };
    const removed: DeviceReference = { kind: 'camera', id: await makeCamera(store.handle.database, zone) };
    const { key } = await makeKey(as(officer), removed);
    await beat(removed, [key], 151);
    await store.handle.database
      .updateTable('camera')
      .set({ condition: 'removed' })
      .where('id', '=', removed.id)
      .execute();
    await watchFrom(151, 220);
    expect(await conditionOf(never)).toBe('working');
    expect(await conditionOf(removed)).toBe('removed');
    await beat(removed, [key], 221);
    expect(await conditionOf(removed)).toBe('removed');
  });

  test('have missed nothing while nobody listened', async () => {
    const device: DeviceReference = { kind: 'sos-post', id: await makePost() };
    const { key } = await makeKey(as(officer), device);
    await watchFrom(300, 301);
    await beat(device, [key], 301);
    // The portal is away for an hour, and looks again at once when it is back.
    await watchFrom(361, 376);
    expect(await conditionOf(device)).toBe('working');
    await watchFrom(377, 377);
    expect(await conditionOf(device)).toBe('silent');
  });

  test('forget old messages', async () => {
    await watchFrom(2000, 2000);
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from device_message`.execute(
      store.handle.database,
    );
    expect(rows[0]?.count).toBe(0);
  });
});
