import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actAsReporter, getFollowed } from '../../src/features/reports/follow.service.ts';
import { addMeToo, getPublicReport, getReports } from '../../src/features/reports/public.service.ts';
import { reportForm } from '../../src/features/reports/reports.schema.ts';
import { fileReport } from '../../src/features/reports/reports.service.ts';
import { anonymous } from '../../src/server/access.ts';
import { check } from '../../src/server/forms.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type JobRunner, startJobs } from '../../src/server/jobs.ts';
import { contextFor } from '../support/context.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let jobs: JobRunner;
let zone: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  jobs = await startJobs(store.handle);
  await jobs.work('report.tell', async () => {});
});
afterAll(async () => {
  await jobs.stop();
  await store.remove();
});

const context = (viewer = anonymous) => ({ ...contextFor(store.handle.database, viewer), jobs });

let spots = 0;
/** A form as a browser sends it, each time two hundred metres from the last. */
function formOf(more: Record<string, string> = {}) {
  spots += 1;
  const place = { longitude: String(zone.center[0] - 0.008 + spots * 0.0018), latitude: String(zone.center[1]) };
  if (spots > 8) spots = 0;
  const parsed = check(reportForm, { key: newId(), category: 'dark', ...place, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return parsed.value;
}

async function file(more: Record<string, string> = {}, viewer = anonymous) {
  const result = await fileReport(context(viewer), {
    form: formOf({ isNotTwin: 'yes', ...more }),
    photo: undefined,
    locale: 'th',
  });
  if (result.kind !== 'filed') throw new Error(JSON.stringify(result));
  return result;
}

describe('filing', () => {
  test('sent twice is one report with one link, even at the same time', async () => {
    const form = formOf({ category: 'crossing', words: 'รถเร็วมาก' });
    const send = () => fileReport(context(), { form, photo: undefined, locale: 'th' });
    const [first, ...others] = await Promise.all([send(), send(), send()]);
    expect(first?.kind).toBe('filed');
    for (const other of others) expect(other).toEqual(first);
    expect(await send()).toEqual(first);
  });

  test('counts tracking numbers up without gaps', async () => {
    const one = await file();
    const two = await file();
    const number = (text: string) => Number(text.split('-')[1]);
    expect(number(two.trackingNumber)).toBe(number(one.trackingNumber) + 1);
  });

  test('offers what was flagged within 100 metres, and not what is further or of another category', async () => {
    const [longitude, latitude] = zone.center;
    const at = (east: number) => ({ longitude: String(longitude + east), latitude: String(latitude + 0.006) });
    const first = await file({ category: 'dogs', ...at(0) });
    const ask = (more: Record<string, string>) =>
      fileReport(context(), { form: formOf(more), photo: undefined, locale: 'th' });
    const near = await ask({ category: 'dogs', ...at(0.0008) });
    expect(near).toMatchObject({ kind: 'twins', twins: [{ trackingNumber: first.trackingNumber }] });
    expect(await ask({ category: 'dogs', ...at(0.0011) })).toMatchObject({ kind: 'filed' });
    expect(await ask({ category: 'flooding', ...at(0) })).toMatchObject({ kind: 'filed' });
  });

  test('outside every zone, or with swapped coordinates, is a mistake about the place', async () => {
    const [longitude, latitude] = zone.center;
    for (const place of [
      { longitude: '98.1', latitude: '8.2' },
      { longitude: String(latitude), latitude: String(longitude - 60) },
    ]) {
      const form = formOf(place);
      expect(await fileReport(context(), { form, photo: undefined, locale: 'th' })).toEqual({
        kind: 'mistakes',
        mistakes: { where: 'mistakePlace' },
      });
    }
  });

  test('by lane and landmark lands on the lane, nearest the landmark', async () => {
    const { database } = store.handle;
    const [longitude, latitude] = zone.center;
    const streetId = newId();
    const landmarkId = newId();
    const row = { zoneId: zone.id, source: 'test' };
    await sql`insert into street (id, zone_id, kind, name_th, name_en, line, source, source_key) values (${streetId},
      ${row.zoneId}, 'lane', 'ซอยสุขสันต์ ๔', 'Soi 4', st_setsrid(st_makeline(
        st_makepoint(${longitude - 0.005}::float8, ${latitude + 0.003}::float8),
        st_makepoint(${longitude + 0.005}::float8, ${latitude + 0.003}::float8)), 4326), 'test', '1')`.execute(
      database,
    );
    await sql`insert into landmark (id, zone_id, kind, name_th, name_en, place, source, source_key) values (${landmarkId},
      ${row.zoneId}, 'market', 'ตลาดสด', 'Market', st_setsrid(st_makepoint(${longitude + 0.002}::float8,
      ${latitude + 0.0035}::float8), 4326), 'test', '1')`.execute(database);
    const { trackingNumber } = await file({ category: 'crossing', longitude: '', latitude: '', streetId, landmarkId });
    const report = await getPublicReport(context(), trackingNumber);
    expect(report.place?.[0]).toBeCloseTo(longitude + 0.002, 6);
    expect(report.place?.[1]).toBeCloseTo(latitude + 0.003, 6);
    expect(report.placeName).toBe('ซอยสุขสันต์ ๔ ใกล้ตลาดสด');
  });

  test('for somebody is for those who may, in the name of an organisation of their own', async () => {
    const partner = await makeViewer(store.handle.database, 'partner', zone);
    const resident = await makeViewer(store.handle.database, 'resident', zone);
    const [organisationId = ''] = partner.organisationIds;
    await file({ organisationId }, partner);
    await expect(file({ organisationId }, resident)).rejects.toThrow('not-found');
    await expect(file({ organisationId })).rejects.toThrow('not-found');
  });
});

describe('a sensitive report', () => {
  test('is on no page and in no list, and its number is as unknown as any other', async () => {
    const { trackingNumber } = await file({ category: 'harassment', addressee: 'station' });
    await expect(getPublicReport(context(), trackingNumber)).rejects.toThrow('not-found');
    await expect(addMeToo(context(), { trackingNumber, browserToken: undefined })).rejects.toThrow('not-found');
    const { reports } = await getReports(context(), {
      page: 1,
      category: 'harassment',
      zone: undefined,
      state: undefined,
    });
    expect(reports).toEqual([]);
  });

  test('offers no twin, and asks whom it is for', async () => {
    await file({ category: 'drugs', addressee: 'station' });
    const form = formOf({ category: 'drugs' });
    const again = await fileReport(context(), { form, photo: undefined, locale: 'th' });
    expect(again).toEqual({ kind: 'mistakes', mistakes: { addressee: 'mistakeAddressee' } });
  });

  test('about police goes above the station, whatever was chosen', async () => {
    const { trackingNumber } = await file({ category: 'police', addressee: 'station' });
    const row = await store.handle.database
      .selectFrom('report')
      .where('trackingNumber', '=', trackingNumber)
      .select('addressedTo')
      .executeTakeFirstOrThrow();
    expect(row.addressedTo).toBe(zone.divisionId);
  });
});

test('a place that is private is shown to nobody', async () => {
  const { trackingNumber } = await file({ isPrivatePlace: 'yes' });
  expect(await getPublicReport(context(), trackingNumber)).toMatchObject({ place: null, placeName: '' });
});

test('me too counts a person once: by account, or by a token that we signed', async () => {
  const { trackingNumber } = await file();
  const resident = await makeViewer(store.handle.database, 'resident', zone);
  const press = (viewer = anonymous, browserToken?: string) =>
    addMeToo(context(viewer), { trackingNumber, browserToken });
  expect(await press(resident)).toMatchObject({ isNew: true, newToken: undefined });
  expect(await press(resident)).toMatchObject({ isNew: false });
  const { newToken } = await press();
  expect(await press(anonymous, newToken)).toEqual({ isNew: false, newToken: undefined });
  const forged = await press(anonymous, 'made-up.signature');
  expect(forged.newToken).toBeDefined();
  expect((await getPublicReport(context(), trackingNumber)).meTooCount).toBe(3);
});

describe('the reporter’s link', () => {
  const act = (secret: string, form: Parameters<typeof actAsReporter>[1]['form']) =>
    actAsReporter(context(), { secret, form, locale: 'th' });

  test('is kept as a hash only, and opens what the reporter may do', async () => {
    const { secret, trackingNumber } = await file({ email: 'Somying@Example.com' });
    const dump = await sql<{ row: string }>`select report::text as row from report`.execute(store.handle.database);
    expect(dump.rows.some(({ row }) => row.includes(secret))).toBe(false);
    const followed = await getFollowed(context(), secret);
    expect(followed).toMatchObject({
      trackingNumber,
      emailHint: 's…@example.com',
      canWithdraw: true,
      canContest: false,
    });
    await act(secret, { action: 'unsubscribe' });
    expect((await getFollowed(context(), secret)).emailHint).toBeUndefined();
    await act(secret, { action: 'withdraw' });
    await expect(act(secret, { action: 'withdraw' })).rejects.toThrow();
    await expect(getFollowed(context(), 'x'.repeat(32))).rejects.toThrow('not-found');
  });

  test('contests a fix, and the words are for the team only', async () => {
    const { secret, trackingNumber } = await file();
    await expect(act(secret, { action: 'contest', words: '' })).rejects.toThrow();
    await store.handle.database
      .updateTable('report')
      .set({ state: 'fixed' })
      .where('trackingNumber', '=', trackingNumber)
      .execute();
    await act(secret, { action: 'contest', words: 'ยังมืดอยู่' });
    const seen = await getPublicReport(context(), trackingNumber);
    expect(seen.state).toBe('reopened');
    expect(JSON.stringify(seen)).not.toContain('ยังมืดอยู่');
  });
});
