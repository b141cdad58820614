import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keptDaysAfterEnd, runWatchClock, sweepWatches } from '../../src/features/alerts/watch-clock.service.ts';
import {
  approveWatch,
  getWatchEntry,
  getWatchLists,
  openWatchEntry,
  revokeWatch,
} from '../../src/features/alerts/watch-list.service.ts';
import { watchStates } from '../../src/features/alerts/watch-list.states.ts';
import { measureRequest, requestWatch } from '../../src/features/alerts/watch-request.service.ts';
import { anonymous, type Viewer } from '../../src/server/access.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type Arrows, expectSameArrows, walkArrowsInDatabase } from '../support/arrows.ts';
import { type DeviceDesk, mistakesIn, openDeviceDesk } from '../support/device-desk.ts';
import { everyRole, madeAt, makeCamera, makeViewer } from '../support/factories.ts';
import { makeWatch, watchOf } from '../support/watch-desk.ts';

let desk: DeviceDesk;
let supervisor: Viewer;

beforeAll(async () => {
  desk = await openDeviceDesk();
  supervisor = await makeViewer(desk.store.handle.database, 'supervisor', desk.zone);
});
afterAll(() => desk.close());

const after = (days: number): Date => new Date(madeAt.getTime() + days * 86_400_000);
const asked = (watched?: string) => requestWatch(desk.as(desk.officer), watchOf(desk.zone, watched));
const active = () => makeWatch(desk.as, { officer: desk.officer, supervisor, zone: desk.zone });
const stateOf = async (id: string) => (await getWatchEntry(desk.as(desk.officer), id)).state;
const looksAt = (id: string) =>
  desk.store.handle.database
    .selectFrom('auditLog')
    .where('subjectId', '=', id)
    .select(['action', 'reason', 'accountId'])
    .execute();

const arrows: Arrows = [
  ['', 'requested'],
  ['requested', 'approved'],
  ['approved', 'active'],
  ['active', 'expired'],
  ['requested', 'revoked'],
  ['approved', 'revoked'],
  ['active', 'revoked'],
];

test('the arrows are the ones that domain.md draws, and the database holds to them', async () => {
  const { database } = desk.store.handle;
  await expectSameArrows(database, 'watch-entry', arrows);
  await walkArrowsInDatabase({
    database,
    table: 'watch_entry',
    arrows,
    states: watchStates,
    insert: async (transaction) => {
      const id = newId();
      await sql`insert into watch_entry (id, zone_id, kind, watched, legal_basis, reason, case_number, threshold,
          requested_by, requested_at, starts_at, expires_at, changed_at)
        values (${id}, ${desk.zone.id}, 'plate', 'กก 1', 'law', 'why', '1', 0.9, ${desk.officer.account?.id}, ${madeAt},
          ${madeAt}, ${after(1)}, ${madeAt})`.execute(transaction);
      return id;
    },
    columns: (state) =>
      state === 'requested' || state === 'revoked' ? {} : { approved_by: supervisor.account?.id, approved_at: madeAt },
  });
});

test('nothing is watched before somebody else has approved it', async () => {
  const id = await asked();
  expect(await stateOf(id)).toBe('requested');
  await expect(approveWatch(desk.as(desk.officer), id)).rejects.toMatchObject({ code: 'not-found' });
  await approveWatch(desk.as(supervisor), id);
  expect(await stateOf(id)).toBe('active');
  await expect(approveWatch(desk.as(supervisor), id)).rejects.toMatchObject({ code: 'conflict' });
});

test('a supervisor cannot approve what they asked for themselves; the table refuses it too', async () => {
  const id = await requestWatch(desk.as(supervisor), watchOf(desk.zone));
  expect(await mistakesIn(() => approveWatch(desk.as(supervisor), id))).toEqual({ approve: 'mistakeOwnRequest' });
  const { database } = desk.store.handle;
  await expect(
    sql`update watch_entry set state = 'approved', approved_by = requested_by, approved_at = now() where id = ${id}`.execute(
      database,
    ),
  ).rejects.toThrow('watch_entry_two_persons');
  await expect(sql`update watch_entry set state = 'approved' where id = ${id}`.execute(database)).rejects.toThrow(
    'watch_entry_approved',
  );
});

test('what is asked for has a plate that can be read and days that end within a year', async () => {
  const refused = (change: Record<string, string>) =>
    mistakesIn(() => requestWatch(desk.as(desk.officer), { ...watchOf(desk.zone), ...change }));
  expect(await refused({ watched: '---' })).toEqual({ watched: 'mistakePlate' });
  expect(await refused({ expiresOn: '2026-10-31' })).toEqual({ expiresOn: 'mistakeWatchDays' });
  expect(await refused({ expiresOn: '2028-01-01' })).toEqual({ expiresOn: 'mistakeWatchDays' });
  expect(await refused({ startsOn: '2026-12-20' })).toMatchObject({ startsOn: 'mistakeDate' });
  await expect(
    requestWatch(desk.as(desk.officer), { ...watchOf(desk.zone), zone: desk.foreign.id }),
  ).rejects.toMatchObject({ code: 'not-found' });
});

test('a list and an entry show hardly anything of a plate; who opens it says why, on record before', async () => {
  const id = await active();
  const { entries } = await getWatchLists(desk.as(desk.officer));
  expect(entries.find((entry) => entry.id === id)).toMatchObject({ masked: '1••••••' });
  expect(JSON.stringify([entries, await getWatchEntry(desk.as(desk.officer), id)])).not.toContain('1234');
  expect(await looksAt(id)).toEqual([]);
  expect(await openWatchEntry(desk.as(desk.officer), id, 'ตรวจสอบกับภาพ')).toBe('1กก 1234 กรุงเทพมหานคร');
  const [look] = await looksAt(id);
  expect(look).toEqual({ action: 'watch-entry-opened', reason: 'ตรวจสอบกับภาพ', accountId: desk.officer.account?.id });
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from audit_tile_hour
    where layer = 'watch-lists' and account_id = ${desk.officer.account?.id}`.execute(desk.store.handle.database);
  expect(rows[0]?.count).toBeGreaterThan(0);
});

test('it begins and ends at its hour, also while nobody listened; what nobody approved in time is taken back', async () => {
  const later = await requestWatch(desk.as(desk.officer), { ...watchOf(desk.zone), startsOn: '2026-11-05' });
  await approveWatch(desk.as(supervisor), later);
  expect(await stateOf(later)).toBe('approved');
  const clock = (days: number) => runWatchClock(desk.as(anonymous, after(days)));
  await clock(1);
  expect(await stateOf(later)).toBe('approved');
  await clock(5);
  expect(await stateOf(later)).toBe('active');
  const missed = await requestWatch(desk.as(desk.officer), { ...watchOf(desk.zone), startsOn: '2026-11-08' });
  await approveWatch(desk.as(supervisor), missed);
  const forgotten = await asked();
  await clock(30);
  expect([await stateOf(later), await stateOf(missed), await stateOf(forgotten)]).toEqual([
    'expired',
    'expired',
    'revoked',
  ]);
  expect(await clock(31)).toBe(0);
});

test('what is taken back says why, and three months later the plate is forgotten while the record stays', async () => {
  const id = await active();
  await revokeWatch(desk.as(desk.officer), id, 'ได้รถคืนแล้ว');
  await expect(revokeWatch(desk.as(desk.officer), id, 'x y z')).rejects.toMatchObject({ code: 'conflict' });
  const sweep = (days: number) => sweepWatches({ database: desk.store.handle.database, now: after(days) });
  await sweep(keptDaysAfterEnd - 1);
  expect(await getWatchEntry(desk.as(desk.officer), id)).toMatchObject({ isErased: false, endedReason: 'ได้รถคืนแล้ว' });
  expect(await sweep(keptDaysAfterEnd + 1)).toBeGreaterThan(0);
  const entry = await getWatchEntry(desk.as(desk.officer), id);
  expect(entry).toMatchObject({ isErased: true, masked: '', caseNumber: '45/2569' });
  expect(entry.history.map(({ type }) => type)).toEqual(['revoked', 'active', 'approved', 'requested']);
  await expect(openWatchEntry(desk.as(desk.officer), id, 'why')).rejects.toMatchObject({ code: 'not-found' });
});

test('events say nothing of what is watched, nor why', async () => {
  await active();
  const { rows } = await sql<{
    text: string;
  }>`select payload::text as text from event where subject = 'watch-entry'`.execute(desk.store.handle.database);
  expect(rows.length).toBeGreaterThan(3);
  for (const { text } of rows) expect(text).not.toMatch(/1234|กก|โจรกรรม|หมายจับ|45\/2569/);
});

test('the expected false matches a day follow from what the cameras read', async () => {
  const { database } = desk.store.handle;
  const measure = () => measureRequest(desk.as(desk.officer), watchOf(desk.zone, '1กก 1234'));
  expect(await measure()).toMatchObject({ isAssumed: true });
  const cameraId = await makeCamera(database, desk.zone);
  await database
    .insertInto('cameraReadingCount')
    .values({ cameraId, hour: new Date(madeAt.getTime() - 3_600_000), messages: 70_000, readings: 70_000 })
    .execute();
  const measured = await measure();
  expect(measured?.readingsPerDay).toBe(10_000);
  const falsePerDay = measured?.levels.map((level) => level.falsePerDay) ?? [];
  expect(falsePerDay).toEqual(falsePerDay.toSorted((a, b) => b - a));
  expect(falsePerDay[0]).toBeGreaterThan(0);
});

describe('who may', () => {
  test.each(everyRole)('%s', async (role) => {
    const id = await active();
    const waiting = await asked();
    const mayWork = role === 'officer' || role === 'supervisor';
    const viewer = await makeViewer(desk.store.handle.database, role, desk.zone);
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: { code: string }) => error.code,
      );
    const refusal = role === 'anonymous' ? 'sign-in-required' : 'not-found';
    expect(await outcome(getWatchLists(desk.as(viewer)))).toBe(mayWork ? 'done' : refusal);
    expect(await outcome(getWatchEntry(desk.as(viewer), id))).toBe(mayWork ? 'done' : 'not-found');
    expect(await outcome(openWatchEntry(desk.as(viewer), id, 'why'))).toBe(mayWork ? 'done' : 'not-found');
    expect(await outcome(requestWatch(desk.as(viewer), watchOf(desk.zone)))).toBe(mayWork ? 'done' : 'not-found');
    expect(await outcome(revokeWatch(desk.as(viewer), id, 'why'))).toBe(mayWork ? 'done' : 'not-found');
    const mayApprove = role === 'supervisor';
    expect(await outcome(approveWatch(desk.as(viewer), waiting))).toBe(
      mayApprove ? 'done' : role === 'anonymous' ? 'sign-in-required' : 'not-found',
    );
    const stranger = await makeViewer(desk.store.handle.database, role, desk.foreign);
    expect(await outcome(getWatchEntry(desk.as(stranger), waiting))).toBe('not-found');
    expect(await outcome(openWatchEntry(desk.as(stranger), waiting, 'why'))).toBe('not-found');
  });
});
