import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
});
afterAll(() => store.remove());

test('every table with a state has a guard on its arrows', async () => {
  const { rows } = await sql<{ tableName: string; guards: number }>`
    select c.relname as table_name,
      (select count(*)::int from pg_trigger t join pg_proc p on p.oid = t.tgfoid
        where t.tgrelid = c.oid and p.proname = 'check_state_arrow') as guards
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where a.attname = 'state' and c.relkind = 'r' and n.nspname = 'public'`.execute(store.handle.database);
  expect(rows.length).toBeGreaterThanOrEqual(6);
  for (const row of rows) expect(row, row.tableName).toMatchObject({ guards: 1 });
});
