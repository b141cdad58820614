import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrations } from '../../db/migrations/index.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
});
afterAll(() => store.remove());

/** Everything that a migration can make, in words and in one order; where a column stands in its table says nothing. */
async function schema(): Promise<string[]> {
  const { rows } = await sql<{ thing: string }>`
    with ours as (
      select relation.oid, relation.relname, relation.relkind from pg_class as relation
      where relation.relnamespace = 'public'::regnamespace and relation.relname not like 'kysely%'
        and not exists (select from pg_depend where objid = relation.oid and deptype = 'e')
    )
    select 'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
      || case when attnotnull then ' not null' else '' end || attidentity::text || attgenerated::text
      || coalesce(' default ' || pg_get_expr(adbin, adrelid), '') as thing
    from ours join pg_attribute on attrelid = ours.oid and attnum > 0 and not attisdropped
    left join pg_attrdef on adrelid = attrelid and adnum = attnum where relkind in ('r', 'p', 'v', 'm')
    union all
    select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid)
    from pg_constraint join ours on ours.oid = conrelid where contype <> 'n'
    union all
    select 'index ' || pg_get_indexdef(indexrelid) from pg_index join ours on ours.oid = indrelid
    union all
    select 'trigger ' || pg_get_triggerdef(pg_trigger.oid) from pg_trigger join ours on ours.oid = tgrelid
    where not tgisinternal
    union all
    select 'function ' || pg_get_functiondef(pg_proc.oid) from pg_proc
    where pronamespace = 'public'::regnamespace and prokind = 'f'
      and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')`.execute(
    store.handle.database,
  );
  // How a function is laid out, and whether a name in it has quotation marks, is no difference.
  const things = rows.map(({ thing }) => thing.replaceAll(/\s+/g, ' ').replaceAll('"', ''));
  return [...things, ...(await arrows())].sort();
}

/** Which states follow which, as long as there is a table for it. */
async function arrows(): Promise<string[]> {
  const { database } = store.handle;
  const { rows: found } = await sql<{ isThere: boolean }>`
    select to_regclass('state_arrow') is not null as is_there`.execute(database);
  if (!found[0]?.isThere) return [];
  const { rows } = await sql<{ arrow: string }>`
    select subject || ': ' || from_state || ' to ' || to_state as arrow from state_arrow`.execute(database);
  return rows.map(({ arrow }) => arrow);
}

test('each migration can be taken back, leaves what was there before it, and can be made again', async () => {
  const migrator = new Migrator({ db: store.handle.database, provider: { getMigrations: async () => migrations } });
  const go = async (way: 'migrateDown' | 'migrateUp'): Promise<string> => {
    const { error, results } = await migrator[way]();
    if (error) throw error;
    return results?.[0]?.migrationName ?? '';
  };
  let above = await schema();
  for (const name of Object.keys(migrations).reverse()) {
    expect(await go('migrateDown')).toBe(name);
    const below = await schema();
    expect(await go('migrateUp')).toBe(name);
    expect(await schema(), `${name}, made again`).toEqual(above);
    await go('migrateDown');
    above = below;
  }
  expect(above).toEqual([]);
}, 240_000);
