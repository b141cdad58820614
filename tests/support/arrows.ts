import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Database } from '../../db/client/database.ts';

/** Arrows of a topic; the empty string is where a thing comes from before it exists. */
export type Arrows = readonly (readonly [string, string])[];

/** Expects the arrows that the services know to be the very ones that the database holds to. */
export async function expectSameArrows(database: Database, subject: string, arrows: Arrows): Promise<void> {
  const rows = await database.selectFrom('stateArrow').where('subject', '=', subject).selectAll().execute();
  const text = (list: Arrows): string[] => list.map(([from, to]) => `${from} → ${to}`).sort();
  expect(text(rows.map((row) => [row.fromState, row.toState]))).toEqual(text(arrows));
}

/** The shortest way along the arrows from a new thing to a state, the first state included. */
export function wayTo(arrows: Arrows, state: string): string[] {
  let ways: string[][] = arrows.filter(([from]) => from === '').map(([, to]) => [to]);
  const seen = new Set(ways.flat());
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1) === state);
    if (found) return found;
    ways = ways.flatMap((way) =>
      arrows.filter(([from, to]) => from === way.at(-1) && !seen.has(to) && seen.add(to)).map(([, to]) => [...way, to]),
    );
  }
  throw new Error(`No arrow leads to ${state}.`);
}

/** Every pair of different states with whether an arrow joins them. */
export function pairsOf(arrows: Arrows, states: readonly string[]): { from: string; to: string; isArrow: boolean }[] {
  return states.flatMap((from) =>
    states
      .filter((to) => to !== from)
      .map((to) => ({ from, to, isArrow: arrows.some(([start, end]) => start === from && end === to) })),
  );
}

/**
 * Walks every arrow and tries every non-arrow on one table, in transactions that are taken back. `insert` makes a row
 * in the first state and returns its id; `columns` is what else must be set for a row to be allowed in a state.
 */
export async function walkArrowsInDatabase(walk: {
  database: Database;
  table: string;
  arrows: Arrows;
  states: readonly string[];
  insert: (database: Database) => Promise<string>;
  columns: (state: string) => Record<string, unknown>;
}): Promise<void> {
  for (const from of walk.states) {
    for (const { to, isArrow } of pairsOf(walk.arrows, walk.states).filter((pair) => pair.from === from)) {
      expect(await tryArrow(walk, from, to), `${walk.table}: ${from} → ${to}`).toBe(isArrow ? 'done' : 'refused');
    }
  }
}

class TakeBack extends Error {}

async function tryArrow(
  walk: Parameters<typeof walkArrowsInDatabase>[0],
  from: string,
  to: string,
): Promise<'done' | 'refused'> {
  let outcome: 'done' | 'refused' = 'refused';
  const attempt = walk.database.transaction().execute(async (transaction) => {
    const id = await walk.insert(transaction);
    const move = (state: string): Promise<unknown> => {
      const others = Object.entries(walk.columns(state)).map(([name, value]) => sql`, ${sql.ref(name)} = ${value}`);
      return sql`update ${sql.table(walk.table)} set state = ${state}${sql.join(others, sql``)} where id = ${id}`.execute(
        transaction,
      );
    };
    for (const state of wayTo(walk.arrows, from).slice(1)) await move(state);
    await move(to).then(
      () => {
        outcome = 'done';
      },
      (error: unknown) => {
        if (!isRefusedArrow(error)) throw error;
      },
    );
    throw new TakeBack();
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof TakeBack)) throw error;
  });
  return outcome;
}

function isRefusedArrow(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && /_state_arrow$/.test(String(error.constraint));
}
