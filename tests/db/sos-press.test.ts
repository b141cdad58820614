import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/client/open.ts';
import { makeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { takePress } from '../../src/features/device-intake/press.service.ts';
import { changeIncident } from '../../src/features/incidents/incidents.service.ts';
import type { IncidentState } from '../../src/features/incidents/incidents.states.ts';
import { getPressesOfIncident, getPressesOfPost } from '../../src/features/incidents/presses.service.ts';
import { getIncident, getQueue } from '../../src/features/incidents/queue.service.ts';
import { toleranceSeconds } from '../../src/formats/standard-webhooks.ts';
import { anonymous } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { listEntriesAfter } from '../../src/server/live/streams.queries.ts';
import { type DeviceDesk, openDeviceDesk } from '../support/device-desk.ts';
import { engineUnderTest } from '../support/engines.ts';
import { everyRole, madeAt, makeCamera, makeViewer } from '../support/factories.ts';
import { makePost, signed } from '../support/posts.ts';

let desk: DeviceDesk;

beforeAll(async () => {
  desk = await openDeviceDesk();
});
afterAll(() => desk.close());

const at = (seconds: number): Date => new Date(madeAt.getTime() + seconds * 1000);

/** A post of its own for each test, with a key. */
async function postWithKey(voiceAddress = 'sip:post-7@station.example'): Promise<{ id: string; key: string }> {
  const id = await makePost(desk.store.handle.database, desk.zone, { voiceAddress, nameTh: 'ปากซอยสุขใจ' });
  return { id, key: (await makeKey(desk.as(desk.officer), { kind: 'sos-post', id })).key };
}

interface PressOptions {
  body?: string;
  webhookId?: string;
  shift?: number;
  database?: DeviceDesk['store']['handle']['database'];
}

/** Presses as the post would, so many seconds after all began. */
function press(post: { id: string; key: string }, seconds: number, options: PressOptions = {}) {
  const { body = '', webhookId = newId(), shift = 0, database } = options;
  const message = { deviceId: post.id, ...signed(body, post.key, { at: at(seconds + shift), webhookId }) };
  return takePress({ ...desk.as(anonymous, at(seconds)), ...(database && { database }) }, message);
}

/** The presses of a post with the incident of each, in the order in which they came. */
const pressesOf = ({ id }: { id: string }) =>
  desk.store.handle.database
    .selectFrom('sosPress')
    .selectAll()
    .where('sosPostId', '=', id)
    .orderBy('receivedAt')
    .orderBy('id')
    .execute();

const incidentsOf = async (post: { id: string }) => [
  ...new Set((await pressesOf(post)).map(({ incidentId }) => incidentId)),
];

async function only(post: { id: string }): Promise<string> {
  const [id, ...more] = await incidentsOf(post);
  expect(more).toEqual([]);
  return id ?? '';
}

async function step(id: string, to: IncidentState, seconds: number): Promise<void> {
  const { state } = await getIncident(desk.as(desk.officer), id);
  await changeIncident(desk.as(desk.officer, at(seconds)), { id, from: state, to, reason: 'ตรวจแล้ว' });
}

describe('a press', () => {
  test('makes an incident of priority 1 at the post, told at once, and the post was heard', async () => {
    const post = await postWithKey();
    expect(await press(post, 1)).toBe('received');
    const id = await only(post);
    const incident = await getIncident(desk.as(desk.officer), id);
    expect(incident).toMatchObject({ kind: 'sos-press', source: 'sos', priority: 1, state: 'new', presses: 1 });
    expect(incident.place?.[0]).toBeCloseTo(desk.zone.center[0], 9);
    expect('summary' in incident && incident.summary).toContain('ปากซอยสุขใจ');
    expect(incident.timeline.map(({ type, actorName }) => [type, actorName])).toEqual([['recorded', null]]);
    const { incidents } = await getQueue(desk.as(desk.officer));
    expect(incidents.some((one) => one.id === id)).toBe(true);
    const heard = desk.store.handle.database.selectFrom('deviceSignal').where('deviceId', '=', post.id);
    expect((await heard.select('lastHeardAt').executeTakeFirst())?.lastHeardAt).toEqual(at(1));
    const stream = { zoneId: desk.zone.id, audience: 'public' as const, position: 0 };
    expect(await listEntriesAfter(desk.store.handle.database, [stream], 100), 'never the public').toEqual([]);
  });

  test('brings back a post that was silent', async () => {
    const post = await postWithKey();
    const { database } = desk.store.handle;
    await database.updateTable('sosPost').set({ condition: 'silent' }).where('id', '=', post.id).execute();
    await press(post, 1);
    const row = database.selectFrom('sosPost').select('condition').where('id', '=', post.id);
    expect((await row.executeTakeFirst())?.condition).toBe('working');
  });

  test('that comes twice counts once', async () => {
    const post = await postWithKey();
    expect(await press(post, 1, { webhookId: 'once' })).toBe('received');
    expect(await press(post, 2, { webhookId: 'once', shift: -1 })).toBe('repeated');
    expect(await pressesOf(post)).toHaveLength(1);
  });

  test.each([
    ...['', '{', '[]', 'null', '"x"', '{"pressedAt":"gestern"}', '{"pressedAt":1e999}', '{"pressedAt":{}}'],
    ...['{"pressedAt":-5}', `{"more":"${'x'.repeat(1500)}"}`, '\ud83d'],
  ])('that says %s is a press all the same', async (body) => {
    const post = await postWithKey();
    expect(await press(post, 1, { body })).toBe('received');
    expect((await pressesOf(post))[0]?.pressedAt).toBeNull();
  });

  test('of a camera, of nobody, or signed by none of the post’s keys is answered alike', async () => {
    const post = await postWithKey();
    const camera = await makeCamera(desk.store.handle.database, desk.zone);
    const { key } = await makeKey(desk.as(desk.officer), { kind: 'camera', id: camera });
    for (const send of [
      () => press({ id: camera, key }, 1),
      () => press({ id: post.id, key }, 1),
      () => press({ id: newId(), key: post.key }, 1),
      () => press({ id: 'x', key: post.key }, 1),
      () => press(post, 1, { shift: toleranceSeconds + 1 }),
      () => press(post, 1, { shift: -toleranceSeconds - 1 }),
    ])
      await expect(send()).rejects.toMatchObject({ code: 'not-found', message: 'not-found', fields: {} });
    expect(await pressesOf(post)).toEqual([]);
    expect(await pressesOf({ id: camera })).toEqual([]);
  });
});

describe('repeats', () => {
  test('within two minutes of the last press join, however long that goes on; later ones are new', async () => {
    const post = await postWithKey();
    expect(await press(post, 0)).toBe('received');
    expect(await press(post, 119)).toBe('joined');
    expect(await press(post, 239)).toBe('joined');
    const id = await only(post);
    const { presses, timeline, changedAt } = await getIncident(desk.as(desk.officer), id);
    expect(presses).toBe(3);
    expect(changedAt, 'it waits since it came').toBe(at(0).toISOString());
    expect(timeline.map(({ type }) => type)).toEqual(['recorded', 'pressed-again', 'pressed-again']);
    expect(await press(post, 360)).toBe('received');
    expect(await incidentsOf(post)).toHaveLength(2);
  });

  test('tell the queue how often it was', async () => {
    const post = await postWithKey();
    await press(post, 0);
    await press(post, 10);
    const id = await only(post);
    const stream = { zoneId: desk.zone.id, audience: 'officer' as const, position: 0 };
    const entries = await listEntriesAfter(desk.store.handle.database, [stream], 10_000);
    const told = entries.map(({ payload }) => JSON.parse(payload)).filter((one) => one.id === id);
    expect(told.map(({ presses }) => presses)).toEqual([1, 2]);
    expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1));
  });

  test.each(['resolved', 'closed', 'false-alarm'] as const)('of what is %s begin anew', async (to) => {
    const post = await postWithKey();
    await press(post, 0);
    await step(await only(post), to, 5);
    expect(await press(post, 10)).toBe('received');
    expect(await incidentsOf(post)).toHaveLength(2);
    expect(await press(post, 20), 'the new one goes on').toBe('joined');
  });

  test('of what somebody has taken still join', async () => {
    const post = await postWithKey();
    await press(post, 0);
    await step(await only(post), 'acknowledged', 5);
    expect(await press(post, 10)).toBe('joined');
    await step(await only(post), 'on-scene', 15);
    expect(await press(post, 20)).toBe('joined');
  });

  test('of another post are another incident', async () => {
    const [one, other] = [await postWithKey(), await postWithKey()];
    await press(one, 0);
    expect(await press(other, 1)).toBe('received');
  });

  test('at the same moment, from several sides, make one incident', async () => {
    const post = await postWithKey();
    const answers = await Promise.all(Array.from({ length: 8 }, () => press(post, 0)));
    expect(answers.sort()).toEqual([...Array(7).fill('joined'), 'received']);
    await only(post);
  });

  test.runIf(engineUnderTest() === 'postgres')('at the same moment on two servers make one incident', async () => {
    const { databaseUrl } = desk.store;
    const second = await openDatabase({ databaseUrl, dataFolder: '' });
    try {
      for (let round = 0; round < 5; round++) {
        const post = await postWithKey();
        const sides = Array.from({ length: 6 }, (_, index) =>
          press(post, round, index % 2 === 0 ? { database: second.database } : {}),
        );
        expect((await Promise.all(sides)).sort()).toEqual([...Array(5).fill('joined'), 'received']);
        const { presses } = await getIncident(desk.as(desk.officer), await only(post));
        expect(presses).toBe(6);
      }
    } finally {
      await second.close();
    }
  });
});

describe('a clock that is wrong', () => {
  test.each([
    ['ten minutes late', -600],
    ['ten minutes early', 600],
    ['never set', -madeAt.getTime() / 1000],
  ])('(%s) loses nothing: both times are kept and shown', async (_name, offset) => {
    const post = await postWithKey();
    const body = JSON.stringify({ pressedAt: at(offset).toISOString() });
    expect(await press(post, 0, { body })).toBe('received');
    const id = await only(post);
    expect(await pressesOf(post)).toMatchObject([{ pressedAt: at(offset), receivedAt: at(0) }]);
    const shown = await getPressesOfIncident(desk.as(desk.officer), id);
    expect(shown?.presses).toEqual([{ receivedAt: at(0), toldAt: at(offset) }]);
    const { occurredAt } = await getIncident(desk.as(desk.officer), id);
    expect(occurredAt, 'how long it waits is counted by our own clock').toBe(at(0).toISOString());
  });

  test('that is right, or off by seconds, is not mentioned', async () => {
    const post = await postWithKey();
    await press(post, 0, { body: JSON.stringify({ pressedAt: at(-20).toISOString() }) });
    expect((await getPressesOfIncident(desk.as(desk.officer), await only(post)))?.presses[0]?.toldAt).toBeUndefined();
  });

  test('may put presses out of order: they still are one incident, in the order in which they came', async () => {
    const post = await postWithKey();
    for (const [seconds, told] of [
      [0, 30],
      [10, -400],
      [20, 90],
    ] as const)
      await press(post, seconds, { body: JSON.stringify({ pressedAt: at(told).getTime() / 1000 }) });
    await only(post);
    expect((await pressesOf(post)).map(({ pressedAt }) => pressedAt)).toEqual([at(30), at(-400), at(90)]);
  });
});

describe('who may know', () => {
  test('the post, its voice line and its presses are for officers of the zone', async () => {
    const post = await postWithKey();
    await press(post, 0);
    const id = await only(post);
    for (const place of [desk.zone, desk.foreign])
      for (const role of everyRole) {
        const context = desk.as(await makeViewer(desk.store.handle.database, role, place));
        const isOfficer = place === desk.zone && (role === 'officer' || role === 'supervisor');
        const shown = await getPressesOfIncident(context, id);
        expect(shown?.voiceAddress, role).toBe(isOfficer ? 'sip:post-7@station.example' : undefined);
        const presses = await getPressesOfPost(context, { id: post.id, zoneId: desk.zone.id });
        expect(presses?.length, role).toBe(isOfficer ? 1 : undefined);
      }
  });
});
