import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { newId } from '../../server/identifiers.ts';

/** The zone of a slug, or undefined. */
export function findZoneBySlug(database: Database, slug: string) {
  return database.selectFrom('zone').where('slug', '=', slug).select(['id', 'slug', 'timeZone']).executeTakeFirst();
}

/** The unit at the top of the tree of police units, made when there is none. */
export async function ensureNationalUnit(
  database: Database,
  names: { nameTh: string; nameEn: string },
): Promise<string> {
  const found = await database.selectFrom('policeUnit').where('kind', '=', 'national').select('id').executeTakeFirst();
  if (found) return found.id;
  const id = newId();
  await database
    .insertInto('policeUnit')
    .values({ id, kind: 'national', parentId: null, ...names })
    .execute();
  return id;
}

export async function insertStation(database: Database, parentId: string, name: string): Promise<string> {
  const id = newId();
  await database
    .insertInto('policeUnit')
    .values({ id, kind: 'station', parentId, nameTh: name, nameEn: name })
    .execute();
  return id;
}

/** The tracking prefixes that are taken. */
export async function listTrackingPrefixes(database: Database): Promise<Set<string>> {
  const rows = await database.selectFrom('zone').select('trackingPrefix').execute();
  return new Set(rows.map((row) => row.trackingPrefix));
}

/** Makes a zone whose boundary is drawn around the staged rows of an import, some hundred metres wider. */
export async function insertZoneAroundImport(
  database: Database,
  zone: {
    id: string;
    runId: string;
    stationId: string;
    slug: string;
    name: string;
    timeZone: string;
    trackingPrefix: string;
    createdAt: Date;
  },
): Promise<void> {
  await sql`
    insert into zone (id, station_id, slug, name_th, name_en, boundary, time_zone, tracking_prefix, created_at)
    select ${zone.id}::uuid, ${zone.stationId}::uuid, ${zone.slug}, ${zone.name}, ${zone.name},
      st_multi(st_buffer(st_convexhull(st_collect(geometry)), 0.002)), ${zone.timeZone}, ${zone.trackingPrefix},
      ${zone.createdAt}::timestamptz
    from import_row where run_id = ${zone.runId}`.execute(database);
}
