import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Every zone, the one with the most people first, with the box around it in degrees. */
export function listZonesWithBounds(database: Database) {
  return database
    .selectFrom('zone')
    .select(['id', 'slug', 'nameTh', 'nameEn', 'timeZone', 'isDemonstration'])
    .select([
      sql<number>`st_xmin(boundary)`.as('west'),
      sql<number>`st_ymin(boundary)`.as('south'),
      sql<number>`st_xmax(boundary)`.as('east'),
      sql<number>`st_ymax(boundary)`.as('north'),
    ])
    .orderBy(sql`population desc nulls last`)
    .orderBy(sql`population desc nulls last, name_th collate th`)
    .execute();
}

/** The kinds of incidents, those of a sensitive kind only where they may be told apart. */
export function listIncidentKinds(database: Database, { withSensitive }: { withSensitive: boolean }) {
  const kinds = database
    .selectFrom('incidentKind')
    .select(['code', 'nameTh', 'nameEn'])
    .orderBy('category', 'desc')
    .orderBy('defaultPriority')
    .orderBy('code');
  return (withSensitive ? kinds : kinds.where('isSensitive', '=', false)).execute();
}
