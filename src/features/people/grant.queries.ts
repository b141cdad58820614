import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Organisations of this id or exact name, in either language. */
export function findOrganisationsByName(database: Database, name: string) {
  return database
    .selectFrom('organisation')
    .where((row) => row.or([row('nameTh', '=', name), row('nameEn', '=', name), row(sql<string>`id::text`, '=', name)]))
    .where('isDisabled', '=', false)
    .select(['id', 'nameEn'])
    .limit(2)
    .execute();
}
