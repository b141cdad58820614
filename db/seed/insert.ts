import { type Insertable, sql } from 'kysely';
import type { Database } from '../client/database.ts';
import type { DB } from '../types.ts';

type Table = keyof DB & string;

const batchRows = 2_000;

/**
 * Inserts rows in large statements that both engines take fast. Every row must have the same columns. Geometry is
 * written as EWKT; moments as `Date`.
 */
export async function insertRows<Name extends Table>(
  database: Database,
  table: Name,
  rows: readonly Insertable<DB[Name]>[],
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const name = sql.ref(snakeCase(table));
  const columns = sql.join(Object.keys(first).map((column) => sql.ref(snakeCase(column))));
  for (let start = 0; start < rows.length; start += batchRows) {
    const batch = JSON.stringify(rows.slice(start, start + batchRows).map(withColumnNames));
    await sql`insert into ${name} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${name}, ${batch}::jsonb)`.execute(database);
  }
}

/**
 * Walks rows along their arrows, since a row may only be born in its first state: step by step, all rows that have
 * that many steps at once.
 */
export async function walkStates(
  database: Database,
  table: 'report' | 'proposal' | 'project' | 'ballot' | 'riskArea' | 'incidentResponse',
  walks: readonly { id: string; states: readonly string[] }[],
): Promise<void> {
  const longest = Math.max(0, ...walks.map((walk) => walk.states.length));
  const key = sql.ref(table === 'incidentResponse' ? 'incident_id' : 'id');
  for (let step = 0; step < longest; step++) {
    const moving = walks.filter((walk) => walk.states.length > step);
    await sql`update ${sql.ref(snakeCase(table))} as moved set state = step.state
      from unnest(${moving.map((walk) => walk.id)}::uuid[], ${moving.map((walk) => walk.states[step])}::text[])
        as step (id, state)
      where moved.${key} = step.id`.execute(database);
  }
}

function withColumnNames(row: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [snakeCase(column), value]));
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
