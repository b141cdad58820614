import type { Database } from '../../../db/client/database.ts';
import { newId } from '../../server/identifiers.ts';

/** The organisation of that Thai or English name, made as a business when there is none. */
export async function ensureOrganisation(database: Database, name: string, now: Date): Promise<string> {
  const found = await database
    .selectFrom('organisation')
    .where((where) => where.or([where('nameTh', '=', name), where('nameEn', '=', name)]))
    .select('id')
    .executeTakeFirst();
  if (found) return found.id;
  const id = newId();
  await database
    .insertInto('organisation')
    .values({ id, kind: 'business', nameTh: name, nameEn: name, createdAt: now })
    .execute();
  return id;
}
