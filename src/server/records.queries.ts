import type { Insertable } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import type { AuditLog, Event } from '../../db/types.ts';

export async function insertEvent(database: Database, event: Insertable<Event>): Promise<void> {
  await database.insertInto('event').values(event).execute();
}

export async function insertAudit(database: Database, row: Insertable<AuditLog>): Promise<void> {
  await database.insertInto('auditLog').values(row).execute();
}

/** Adds the row of this hour unless it is there already. */
export async function insertTileAudit(
  database: Database,
  rows: { accountId: string; zoneId: string; layer: string; hour: Date }[],
): Promise<void> {
  if (rows.length === 0) return;
  await database
    .insertInto('auditTileHour')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
