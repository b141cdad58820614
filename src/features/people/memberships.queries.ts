import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Membership } from '../../../db/types.ts';

/** Begins a membership, unless the same one is open already: then only its position changes. */
export async function beginMembership(database: Database, membership: Insertable<Membership>): Promise<void> {
  await database
    .insertInto('membership')
    .values(membership)
    .onConflict((conflict) =>
      conflict
        .columns(['accountId', 'organisationId', 'role'])
        .where('validTo', 'is', null)
        .doUpdateSet({ position: membership.position ?? '', isActing: membership.isActing ?? false }),
    )
    .execute();
}

/** Ends an open membership on a day, its first at the earliest; what it was is returned, or undefined. */
export function endMembership(
  database: Database,
  membership: { id: string; lastDay: string; accountId?: string; organisationId?: string },
) {
  let query = database
    .updateTable('membership')
    .set({ validTo: sql<string>`greatest(valid_from, ${membership.lastDay}::date)` })
    .where('id', '=', membership.id);
  if (membership.accountId) query = query.where('accountId', '=', membership.accountId);
  if (membership.organisationId) query = query.where('organisationId', '=', membership.organisationId);
  return query.returning(['accountId', 'organisationId', 'role', 'validTo']).executeTakeFirst();
}
