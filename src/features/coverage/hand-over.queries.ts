import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Codes of the zone's cameras that this text names, as words of their own. */
export async function listCodesNamed(database: Database, zoneId: string, text: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from camera where zone_id = ${zoneId} and length(code) >= 3
      and position(lower(code) in lower(${text})) > 0
    order by code limit 1`.execute(database);
  return rows.map(({ code }) => code);
}

export async function findProposalId(database: Database, number: number): Promise<string | undefined> {
  const row = await database.selectFrom('proposal').where('number', '=', number).select('id').executeTakeFirst();
  return row?.id;
}
