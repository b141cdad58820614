import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { everyRole, type MadeZone, makeRiskArea, makeViewer, makeZone } from '../support/factories.ts';

let store: TestDatabase;
let own: MadeZone;
let foreign: MadeZone;
beforeAll(async () => {
  store = await openTestDatabase();
  own = await makeZone(store.handle.database);
  foreign = await makeZone(store.handle.database);
});
afterAll(() => store.remove());

describe('a viewer made for a test', () => {
  test.each(everyRole)('as %s holds its role in its own zone and none in a foreign one', async (role) => {
    const viewer = await makeViewer(store.handle.database, role, own);
    const held = [...(viewer.roles.get(own.id) ?? [])];
    if (['anonymous', 'resident', 'administrator'].includes(role)) expect(held).toEqual([]);
    else expect(held).toContain(role);
    expect(viewer.roles.has(foreign.id)).toBe(false);
  });
});

test('a made risk area is confirmed', async () => {
  const id = await makeRiskArea(store.handle.database, own);
  const row = await store.handle.database
    .selectFrom('riskArea')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row.state).toBe('confirmed');
});
