import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotationHours } from '../../src/features/device-intake/next-key.ts';
import { sourceNameOf, type Taken, takeMessage } from '../../src/features/device-intake/sources/ingest.service.ts';
import {
  dropLetter,
  keptDays,
  openLetter,
  runAgain,
  sweepLetters,
} from '../../src/features/device-intake/sources/letters.service.ts';
import { watchSources } from '../../src/features/device-intake/sources/silence.service.ts';
import { makeKey, revokeKey } from '../../src/features/device-intake/sources/source-keys.service.ts';
import { createSourceLimits } from '../../src/features/device-intake/sources/source-limits.ts';
import type { Profile } from '../../src/features/device-intake/sources/sources.schema.ts';
import {
  addSource,
  changeSource,
  getSource,
  getSources,
  tryMessage,
} from '../../src/features/device-intake/sources/sources.service.ts';
import { getIncident, getQueue } from '../../src/features/incidents/queue.service.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { listEntriesAfter } from '../../src/server/live/streams.queries.ts';
import { type DeviceDesk, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, madeAt, makeCamera, makeViewer } from '../support/factories.ts';
import { makePost, signed } from '../support/posts.ts';

let desk: DeviceDesk;
let administrator: Viewer;

beforeAll(async () => {
  desk = await openDeviceDesk();
  administrator = await makeViewer(desk.store.handle.database, 'administrator', desk.zone);
});
afterAll(() => desk.close());

const at = (minutes: number): Date => new Date(madeAt.getTime() + minutes * 60_000);
const asAdministrator = (minutes = 0) => desk.as(administrator, at(minutes));
const described = { kind: 'dispatch', silenceMinutes: 10, messagesPerMinute: 600 } as const;

interface MadeSource {
  id: string;
  key: string;
  name: string;
}

/** A source of its own for each test, with a key. */
async function sourceWithKey(more: { silenceMinutes?: number; messagesPerMinute?: number } = {}): Promise<MadeSource> {
  const name = `ระบบ ${newId().slice(-8)}`;
  const id = await addSource(asAdministrator(), { zoneId: desk.zone.id, name, ...described, ...more });
  return { id, name, key: (await makeKey(asAdministrator(), id)).key };
}

const setProfile = ({ id, name }: MadeSource, profile: Profile) =>
  changeSource(asAdministrator(), id, { name, ...described, profile });

const good = (more: object = {}) => {
  const [longitude, latitude] = desk.zone.center;
  return { id: 'A-1', kind: 'quarrel', place: { longitude, latitude }, summary: 'เสียงดังหน้าร้าน', ...more };
};

interface SendOptions {
  minutes?: number;
  webhookId?: string;
  shift?: number;
  limits?: ReturnType<typeof createSourceLimits>;
}

/** Sends what the other system would; text goes as it is. */
function send(source: { id: string; key: string }, message: unknown, options: SendOptions = {}): Promise<Taken> {
  const { minutes = 0, webhookId = newId(), shift = 0, limits = createSourceLimits() } = options;
  const text = typeof message === 'string' ? message : JSON.stringify(message);
  const posted = signed(text, source.key, { at: at(minutes + shift), webhookId });
  return takeMessage(desk.as(anonymous, at(minutes)), { sourceId: source.id, ...posted }, limits);
}

const incidentsOf = ({ id }: { id: string }) =>
  desk.store.handle.database
    .selectFrom('incident')
    .innerJoin('incidentResponse', 'incidentResponse.incidentId', 'incident.id')
    .where('sourceName', '=', sourceNameOf(id))
    .select(['incident.id', 'incident.kind', 'incident.occurredFrom', 'incident.recordedAt', 'priority', 'source'])
    .orderBy('incident.id')
    .execute();

const lettersOf = async ({ id }: { id: string }) => (await getSource(asAdministrator(), id)).letters;
const unknown = { code: 'not-found' };

describe('a message', () => {
  test('becomes an incident of the zone, once however often it comes', async () => {
    const source = await sourceWithKey();
    const occurredAt = at(-3).toISOString();
    expect(await send(source, good({ occurredAt, priority: 2 }))).toEqual({ status: 'received' });
    expect(await send(source, good({ occurredAt, priority: 2 }), { minutes: 2 })).toEqual({ status: 'repeated' });
    const [incident, ...more] = await incidentsOf(source);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ kind: 'quarrel', priority: 2, source: 'feed', occurredFrom: at(-3) });
    const shown = await getIncident(desk.as(desk.officer), incident?.id ?? '');
    expect(shown.timeline.map(({ type, actorName }) => [type, actorName])).toEqual([['recorded', null]]);
    const other = await sourceWithKey();
    expect(await send(other, good()), 'ids are each source’s own').toEqual({ status: 'received' });
  });

  test('at the same moment from several sides becomes one incident', async () => {
    const source = await sourceWithKey();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(source, good())));
    expect(answers.map(({ status }) => status).sort()).toEqual(['received', ...Array(5).fill('repeated')].sort());
    expect(await incidentsOf(source)).toHaveLength(1);
  });

  test('may name its place by a post or a camera of the zone', async () => {
    const source = await sourceWithKey();
    const { database } = desk.store.handle;
    const codeOf = async (table: 'sosPost' | 'camera', id: string) =>
      (await database.selectFrom(table).select('code').where('id', '=', id).executeTakeFirstOrThrow()).code;
    const sosPost = await codeOf('sosPost', await makePost(database, desk.zone));
    const camera = await codeOf('camera', await makeCamera(database, desk.zone));
    const foreign = await codeOf('sosPost', await makePost(database, desk.foreign));
    expect(await send(source, good({ id: '1', place: { sosPost } }))).toEqual({ status: 'received' });
    expect(await send(source, good({ id: '2', place: { camera } }))).toEqual({ status: 'received' });
    const refused = await send(source, good({ id: '3', place: { sosPost: foreign } }));
    expect(refused).toEqual({ status: 'refused', reason: 'unknown-place' });
  });

  test('of a clock that is a little ahead happened now; far ahead it waits for somebody to look', async () => {
    const source = await sourceWithKey();
    expect(await send(source, good({ occurredAt: at(9).toISOString() }))).toEqual({ status: 'received' });
    expect((await incidentsOf(source))[0]?.occurredFrom).toEqual(at(0));
    const ahead = await send(source, good({ id: 'B', occurredAt: at(11).toISOString() }));
    expect(ahead).toEqual({ status: 'refused', reason: 'from-the-future' });
  });

  test('without a word says that the system lives', async () => {
    const source = await sourceWithKey();
    expect(await send(source, '', { minutes: 3 })).toEqual({ status: 'heard' });
    expect((await getSource(asAdministrator(), source.id)).lastHeardAt).toEqual(at(3));
    expect(await incidentsOf(source)).toEqual([]);
  });

  test('over what its source may send waits, and the others’ pass', async () => {
    const [mad, calm] = [await sourceWithKey({ messagesPerMinute: 3 }), await sourceWithKey()];
    const limits = createSourceLimits();
    for (let sent = 0; sent < 3; sent++)
      expect(await send(mad, good({ id: `${sent}` }), { limits })).toEqual({ status: 'received' });
    const waiting = await send(mad, good({ id: 'last' }), { limits });
    expect(waiting).toMatchObject({ status: 'wait' });
    expect(await send(calm, good(), { limits })).toEqual({ status: 'received' });
    expect(await lettersOf(mad), 'it comes again').toEqual([]);
  });
});

describe('a signature', () => {
  test('that is not the source’s is answered alike, counted by the hour, and nothing of it is kept', async () => {
    const [source, other] = [await sourceWithKey(), await sourceWithKey()];
    for (const attempt of [
      () => send({ ...source, key: other.key }, good()),
      () => send(source, good(), { shift: 6 }),
      () => send(source, good(), { shift: -6 }),
      () => send({ ...source, id: newId() }, good()),
      () => send({ ...source, id: 'x' }, good()),
    ])
      await expect(attempt()).rejects.toMatchObject({ ...unknown, message: 'not-found' });
    await expect(send({ ...source, key: other.key }, 'no JSON', { minutes: 61 })).rejects.toMatchObject(unknown);
    const { refusals, letters, lastHeardAt } = await getSource(asAdministrator(62), source.id);
    expect(refusals.map(({ count }) => count)).toEqual([1, 3]);
    expect([letters, lastHeardAt]).toEqual([[], null]);
    expect(await incidentsOf(source)).toEqual([]);
  });

  test('may be of two keys while they rotate, and of none that ended', async () => {
    const source = await sourceWithKey();
    const next = await makeKey(asAdministrator(1), source.id);
    expect(await send(source, good(), { minutes: 2 })).toEqual({ status: 'received' });
    expect(await send({ ...source, key: next.key }, good({ id: '2' }), { minutes: 2 })).toEqual({ status: 'received' });
    const later = { minutes: rotationHours * 60 + 2 };
    await expect(send(source, good({ id: '3' }), later)).rejects.toMatchObject(unknown);
    await revokeKey(asAdministrator(3), source.id, { number: next.number });
    await expect(send({ ...source, key: next.key }, good({ id: '4' }), { minutes: 4 })).rejects.toMatchObject(unknown);
  });
});

describe('what is refused', () => {
  test.each([
    ['{"id":', 'bad-json'],
    ['\ud83d', 'bad-json'],
    ['[1,2', 'bad-json'],
    ['[]', 'no-id'],
    ['"x"', 'no-id'],
    ['1e999', 'no-id'],
    [{ id: '' }, 'no-id'],
    [{ kind: 'ไฟไหม้' }, 'unknown-kind'],
    [{ kind: null }, 'unknown-kind'],
    [{ place: {} }, 'no-place'],
    [{ place: { longitude: 0, latitude: 0 } }, 'outside-zone'],
    [{ occurredAt: 'now' }, 'bad-time'],
    [{ priority: 0 }, 'bad-priority'],
  ])('(%j) is kept with why: %s', async (message, reason) => {
    const source = await sourceWithKey();
    const told = typeof message === 'string' ? message : good(message);
    const webhookId = newId();
    expect(await send(source, told, { webhookId })).toEqual({ status: 'refused', reason });
    expect(await send(source, told, { webhookId })).toEqual({ status: 'refused', reason });
    const [letter, ...more] = await lettersOf(source);
    expect(more, 'once, however often it comes').toEqual([]);
    expect(letter).toMatchObject({ reason, receivedAt: at(0) });
    expect(await incidentsOf(source)).toEqual([]);
  });

  test('runs again once the profile is mended, as of when it came, and leaves the list', async () => {
    const source = await sourceWithKey();
    const theirs = { no: 'Z-9', type: 'BRAND', at: { lat: desk.zone.center[1], lon: desk.zone.center[0] } };
    expect(await send(source, theirs)).toMatchObject({ reason: 'no-id' });
    expect(await send(source, 'no JSON')).toMatchObject({ reason: 'bad-json' });
    const fields = { id: 'no', kind: 'type', latitude: 'at.lat', longitude: 'at.lon' };
    await setProfile(source, { fields });
    expect(await runAgain(asAdministrator(5), source.id)).toEqual({ recorded: 0, refused: 2 });
    expect((await lettersOf(source)).map(({ reason }) => reason)).toEqual(['bad-json', 'unknown-kind']);
    await setProfile(source, { fields, kinds: { brand: 'fire' } });
    expect(await runAgain(asAdministrator(6), source.id)).toEqual({ recorded: 1, refused: 1 });
    expect((await lettersOf(source)).map(({ reason }) => reason)).toEqual(['bad-json']);
    expect(await incidentsOf(source)).toMatchObject([{ kind: 'fire', occurredFrom: at(0), recordedAt: at(6) }]);
    expect(await send(source, theirs, { minutes: 7 }), 'what comes now is known').toEqual({ status: 'repeated' });
    const [letter] = await lettersOf(source);
    await dropLetter(asAdministrator(8), source.id, letter?.id ?? '');
    expect(await lettersOf(source)).toEqual([]);
  });

  test('is read on record only, and forgotten in time', async () => {
    const source = await sourceWithKey();
    await send(source, '{"id":"call 0812345678"}');
    const [letter] = await lettersOf(source);
    const opened = await openLetter(asAdministrator(1), source.id, letter?.id ?? '');
    expect(opened.text).toContain('0812345678');
    const { database } = desk.store.handle;
    const looks = database.selectFrom('auditLog').select('action').where('subjectId', '=', source.id);
    expect(await looks.execute()).toEqual([{ action: 'dead-letter.look' }]);
    const { rows } = await sql<{ text: string }>`
      select coalesce(string_agg(to_jsonb(event)::text, ' '), '') as text from event`.execute(database);
    expect(rows[0]?.text).not.toContain('0812345678');
    await sweepLetters(database, at(keptDays * 1440 - 1));
    expect(await lettersOf(source)).toHaveLength(1);
    await sweepLetters(database, at(keptDays * 1440 + 1));
    expect(await lettersOf(source)).toEqual([]);
  });

  test('fills no disk: of one source the newest are kept', async () => {
    const source = await sourceWithKey();
    const { database } = desk.store.handle;
    const old = Array.from({ length: 500 }, () => ({ id: newId(), webhookId: newId() }));
    const letter = { sourceId: source.id, receivedAt: at(0), reason: 'no-id', body: Buffer.from('{}') };
    await database
      .insertInto('deadLetter')
      .values(old.map((ids) => ({ ...letter, ...ids })))
      .execute();
    await send(source, '[]', { minutes: 1 });
    const { letterCount, letters } = await getSource(asAdministrator(), source.id);
    expect(letterCount).toBe(500);
    expect(letters[0]?.receivedAt).toEqual(at(1));
  });
});

describe('silence', () => {
  const listenSince = (minutes: number) =>
    sql`insert into device_watch (listening_since, last_run_at) values (${at(minutes)}, ${at(minutes)})
      on conflict (is_only) do update set listening_since = excluded.listening_since`.execute(
      desk.store.handle.database,
    );
  const watch = (minutes: number) => watchSources(desk.as(anonymous, at(minutes)));
  const silentFor = async (viewer: Viewer, minutes: number) =>
    (await getQueue(desk.as(viewer, at(minutes)))).silentSources;

  test('beyond its limit is said to the zone’s officers, once, and is over with the next message', async () => {
    await sql`delete from source`.execute(desk.store.handle.database);
    await listenSince(-100);
    const [source, never] = [await sourceWithKey(), await sourceWithKey()];
    const foreigner = await makeViewer(desk.store.handle.database, 'officer', desk.foreign);
    const commander = await makeViewer(desk.store.handle.database, 'commander', desk.zone);
    const streamOf = async () => {
      const stream = { zoneId: desk.zone.id, audience: 'officer' as const, position: 0 };
      const entries = await listEntriesAfter(desk.store.handle.database, [stream], 10_000);
      return entries.filter(({ kind }) => kind === 'sources').length;
    };
    await send(source, '', { minutes: 100 });
    expect(await watch(110)).toBe(0);
    expect(await watch(111)).toBe(1);
    expect(await watch(112), 'told once').toBe(0);
    expect(await streamOf()).toBe(1);
    expect(await silentFor(desk.officer, 112)).toEqual([{ id: source.id, name: source.name, silentSince: at(100) }]);
    expect(await silentFor(foreigner, 112)).toEqual([]);
    expect(await silentFor(commander, 112)).toEqual([]);
    const { sources } = await getSources(asAdministrator(112));
    expect(sources.map(({ id, silentSince }) => [id, silentSince])).toEqual([
      [source.id, at(100)],
      [never.id, null],
    ]);
    await send(source, good(), { minutes: 113 });
    expect(await silentFor(desk.officer, 113)).toEqual([]);
    expect(await streamOf()).toBe(2);
    const events = desk.store.handle.database.selectFrom('event').select('type').where('subjectId', '=', source.id);
    const types = (await events.orderBy('recordedAt').orderBy('id').execute()).map(({ type }) => type);
    expect(types).toEqual(['made', 'key-made', 'silent', 'heard-again']);
  });

  test('while the portal itself was away is nobody’s', async () => {
    await sql`delete from source`.execute(desk.store.handle.database);
    const source = await sourceWithKey();
    await send(source, '', { minutes: 200 });
    await listenSince(300);
    expect(await watch(301)).toBe(0);
    expect(await watch(311)).toBe(1);
  });
});

describe('administration', () => {
  test('is for administrators; for others there is no such thing', async () => {
    const source = await sourceWithKey();
    for (const role of everyRole) {
      const viewer = await makeViewer(desk.store.handle.database, role, desk.zone);
      const context = desk.as(viewer);
      for (const ask of [
        () => getSources(context),
        () => getSource(context, source.id),
        () => tryMessage(context, source.id, { profile: {}, message: '{}' }),
        () => makeKey(context, source.id),
        () => runAgain(context, source.id),
      ])
        if (role === 'administrator') await ask();
        else await expect(ask(), role).rejects.toMatchObject(unknown);
    }
  });

  test('tries a message without a trace, and does not tell where a camera is', async () => {
    const source = await sourceWithKey();
    const camera = await makeCamera(desk.store.handle.database, desk.zone);
    const cameras = desk.store.handle.database.selectFrom('camera').select('code').where('id', '=', camera);
    const { code } = await cameras.executeTakeFirstOrThrow();
    const message = JSON.stringify(good({ place: { camera: code } }));
    const trial = await tryMessage(asAdministrator(), source.id, { profile: {}, message });
    expect(trial).toMatchObject({ incident: { kind: 'quarrel', sourceKey: 'A-1' }, place: { camera: code } });
    expect(JSON.stringify(trial)).not.toContain('longitude');
    const refused = await tryMessage(asAdministrator(), source.id, { profile: {}, message: '{' });
    expect(refused).toEqual({ reason: 'bad-json' });
    expect([await incidentsOf(source), await lettersOf(source)]).toEqual([[], []]);
  });

  test('names are a zone’s own', async () => {
    const { name } = await sourceWithKey();
    await expect(addSource(asAdministrator(), { zoneId: desk.zone.id, name, ...described })).rejects.toMatchObject({
      fields: { name: 'sources.mistakeName' },
    });
    await expect(addSource(asAdministrator(), { zoneId: newId(), name, ...described })).rejects.toMatchObject({
      fields: { zoneId: 'mistakeChoice' },
    });
  });
});
