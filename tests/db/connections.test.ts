import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let store: TestDatabase;
beforeAll(async () => {
  store = await openTestDatabase();
  await sql`create table cell (id integer primary key, words text check (length(words) < 20))`.execute(
    store.handle.database,
  );
});
afterAll(() => store.remove());

async function readBack(id: number): Promise<number | undefined> {
  const { rows } = await sql<{ id: number }>`select ${id}::int as id from generate_series(1, 1)`.execute(
    store.handle.database,
  );
  return rows[0]?.id;
}

test('queries of several clients at once each get their own answer', async () => {
  const ids = Array.from({ length: 200 }, (_, index) => index);
  expect(await Promise.all(ids.map(readBack))).toEqual(ids);
});

test('a refused statement leaves the connection whole, in a transaction and out of it', async () => {
  const { database } = store.handle;
  for (let id = 0; id < 40; id++) {
    const insert = (words: string) => sql`insert into cell values (${id}, ${words})`;
    await expect(insert('a word that is much too long').execute(database)).rejects.toThrow(/violates check/);
    const transaction = database.transaction().execute(async (open) => {
      await insert('short').execute(open);
      await insert('short').execute(open);
    });
    await expect(transaction).rejects.toThrow(/duplicate key/);
    expect(await readBack(id)).toBe(id);
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from cell`.execute(database);
  expect(rows).toEqual([{ count: 0 }]);
});

test('clients that fail and clients that do not are not mixed up', async () => {
  const { database } = store.handle;
  const work = Array.from({ length: 60 }, async (_, id) => {
    if (id % 3 > 0) return readBack(id);
    const failing = sql`select ${id}::int / 0`.execute(database);
    return failing.then(
      () => 'no error',
      () => id,
    );
  });
  expect(await Promise.all(work)).toEqual(Array.from({ length: 60 }, (_, id) => id));
});

// After a break another engine is opened, which takes seconds: hence the long limits.
const square = `'POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))'::geometry`;
const crossed = `'POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))'::geometry`;
const almost = `'POLYGON((0 0, 10 10, 10 0, 0 10.0001, 0 0))'::geometry`;

test.each([
  ['while it is planned', `select st_intersection(${crossed}, ${almost}) from generate_series(1, 5)`],
  [
    'after some rows',
    `select st_intersection(case when row > 2 then ${crossed} else ${square} end, ${almost})
      from generate_series(1, 5) as numbers (row)`,
  ],
])(
  'a statement that the engine breaks off %s is an error, never fewer rows',
  async (_when, overlay) => {
    const own = await openTestDatabase();
    const { database, pool } = own.handle;
    const asks = [
      () => pool.query(`select * from (${overlay}) as all_of_it where $1::int = 1`, [1]),
      () => database.transaction().execute((open) => sql.raw(overlay).execute(open)),
    ];
    for (const asked of asks) {
      const outcome = await asked().then(
        ({ rows }) => rows.length,
        (error: unknown) => (error instanceof Error ? 'refused' : ''),
      );
      expect(outcome).toBeOneOf([5, 'refused']);
      expect((await pool.query('select $1::int as id', [7])).rows).toEqual([{ id: 7 }]);
    }
    await own.remove();
  },
  120_000,
);

test('after every statement that is broken off the database works, holds what it held, and tells who listens', async () => {
  const own = await openTestDatabase();
  const { database, pool, listen } = own.handle;
  const told: string[] = [];
  await listen(
    'breaks',
    (payload) => told.push(payload),
    () => told.push('restored'),
  );
  await sql`create table kept (id integer primary key)`.execute(database);
  const overlay = `select st_intersection(${crossed}, ${almost}) from generate_series(1, 5)`;
  for (let id = 0; id < 4; id++) {
    await sql`insert into kept values (${id})`.execute(database);
    const broken = database.transaction().execute(async (open) => {
      await sql`insert into kept values (${100 + id})`.execute(open);
      await sql.raw(`select * from (${overlay}) as all_of_it where st_area(st_intersection) > 0`).execute(open);
      throw new Error('an engine that answers rolls back too');
    });
    await expect(broken).rejects.toThrow();
    const { rows } = await sql<{ id: number }>`select id from kept order by id`.execute(database);
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: id + 1 }, (_, at) => at));
    await expect
      .poll(async () => {
        await pool.query(`select pg_notify('breaks', $1)`, [String(id)]);
        return told;
      })
      .toContain(String(id));
  }
  await own.remove();
}, 120_000);
