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

test('a statement that the engine breaks off is an error, never fewer rows', async () => {
  const { database, pool } = store.handle;
  const crossed = `'POLYGON((0 0, 10 10, 10 0, 0 10, 0 0))'::geometry, 'POLYGON((0 0, 10 10, 10 0, 0 10.0001, 0 0))'::geometry`;
  const overlay = `select st_intersection(${crossed}) from generate_series(1, 3)`;
  const ask = [
    () => pool.query(overlay).then(({ rows }) => rows.length),
    () => pool.query(`${overlay} where $1::int = 1`, [1]).then(({ rows }) => rows.length),
    () => database.transaction().execute(async (open) => (await sql.raw(overlay).execute(open)).rows.length),
  ];
  for (const [id, overlaid] of ask.entries()) {
    expect(await overlaid().catch((error: unknown) => (error instanceof Error ? 'refused' : ''))).toBeOneOf([
      3,
      'refused',
    ]);
    expect(await readBack(id)).toBe(id);
  }
});
