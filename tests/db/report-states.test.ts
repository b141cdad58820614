import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '../../db/client/database.ts';
import { reportArrows, reportStates } from '../../src/features/reports/reports.states.ts';
import { newId } from '../../src/server/identifiers.ts';
import { expectSameArrows, walkArrowsInDatabase } from '../support/arrows.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type MadeZone, madeAt, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let zone: MadeZone;
let foreign: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  zone = await makeZone(store.handle.database);
  foreign = await makeZone(store.handle.database);
});
afterAll(() => store.remove());

async function insertReport(database: Database, more: object = {}): Promise<string> {
  const id = newId();
  await database
    .insertInto('report')
    .values({
      id,
      zoneId: zone.id,
      trackingNumber: `BS-${id}`,
      followHash: id,
      idempotencyKey: newId(),
      category: 'dark',
      place: sql<string>`st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)`,
      createdAt: madeAt,
      changedAt: madeAt,
      ...more,
    })
    .execute();
  return id;
}

test('the services and the database know the same arrows', async () => {
  await expectSameArrows(store.handle.database, 'report', reportArrows);
});

test('the database walks every arrow and refuses everything else', async () => {
  const { database } = store.handle;
  const twin = await insertReport(database);
  await walkArrowsInDatabase({
    database,
    table: 'report',
    arrows: reportArrows,
    states: reportStates,
    insert: (transaction) => insertReport(transaction),
    columns: (state) => {
      if (state === 'duplicate') return { duplicate_of: twin };
      if (state === 'referred') return { referred_to: 'การไฟฟ้า' };
      return state === 'cannot-fix' ? { reason: 'ที่ดินเอกชน' } : {};
    },
  });
});

test('a complaint about police never goes to the station itself, and none goes to a foreign unit', async () => {
  const { database } = store.handle;
  const send = (category: string, addressedTo: string | null) => insertReport(database, { category, addressedTo });
  await expect(send('police', zone.stationId)).rejects.toThrow(/cannot be addressed/);
  await expect(send('drugs', foreign.stationId)).rejects.toThrow(/cannot be addressed/);
  await expect(send('drugs', null)).rejects.toThrow();
  await expect(send('dark', zone.stationId)).rejects.toThrow();
  await send('police', zone.divisionId);
  await send('drugs', zone.stationId);
});
