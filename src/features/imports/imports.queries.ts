import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { ImportOptions } from './imports.schema.ts';
import type { TargetName } from './targets/target.ts';

/** Columns of the table in which rows wait, in the order in which they are written. */
export const stagingColumns = [
  { name: 'run_id', type: 'uuid' },
  { name: 'ordinal', type: 'integer' },
  { name: 'line', type: 'integer' },
  { name: 'id', type: 'uuid' },
  { name: 'source_key', type: 'text' },
  { name: 'geometry', type: 'geometry' },
  { name: 'fields', type: 'jsonb' },
] as const;

/**
 * Rows that say the same get a key each: the hash and their place among equals. Only rows that are known by content
 * (their key begins with `hash:`) are touched.
 */
export async function numberEqualRows(database: Database, runId: string): Promise<void> {
  await sql`
    update import_row set source_key = import_row.source_key || '#' || equal.place
    from (
      select ordinal, row_number() over (partition by source_key order by ordinal) as place
      from import_row where run_id = ${runId} and source_key like 'hash:%'
    ) as equal
    where import_row.run_id = ${runId} and import_row.ordinal = equal.ordinal and equal.place > 1`.execute(database);
}

/** Takes away rows whose key comes again later in the file, and returns their lines: the last one counts. */
export async function takeRepeatedKeys(database: Database, runId: string): Promise<number[]> {
  const { rows } = await sql<{ line: number }>`
    delete from import_row using (
      select ordinal, row_number() over (partition by source_key order by ordinal desc) as place
      from import_row where run_id = ${runId}
    ) as same
    where import_row.run_id = ${runId} and import_row.ordinal = same.ordinal and same.place > 1
    returning import_row.line`.execute(database);
  return rows.map((row) => row.line);
}

/** Puts rows into the given zone, or into the one that contains them. */
export async function assignZones(
  database: Database,
  part: { runId: string; from: number; to: number; zoneId: string | undefined },
): Promise<void> {
  await sql`
    update import_row set zone_id = zone.id
    from zone
    where import_row.run_id = ${part.runId} and import_row.ordinal >= ${part.from} and import_row.ordinal < ${part.to}
      and (${part.zoneId ?? null}::uuid is null or zone.id = ${part.zoneId ?? null}::uuid)
      and (${part.zoneId ?? null}::uuid is not null or not zone.is_demonstration)
      and st_intersects(zone.boundary, import_row.geometry)`.execute(database);
}

/** Takes away rows that lie in no zone and returns their lines. */
export async function takeRowsOutside(database: Database, runId: string): Promise<number[]> {
  const { rows } = await sql<{ line: number }>`
    delete from import_row where run_id = ${runId} and zone_id is null returning line`.execute(database);
  return rows.map((row) => row.line);
}

/** The zones that the rows lie in. */
export async function listZonesOfRun(database: Database, runId: string): Promise<string[]> {
  const { rows } = await sql<{ zoneId: string }>`
    select distinct zone_id from import_row where run_id = ${runId} and zone_id is not null`.execute(database);
  return rows.map((row) => row.zoneId);
}

export async function deleteStagedRows(database: Database, runId: string): Promise<void> {
  await sql`delete from import_row where run_id = ${runId}`.execute(database);
}

/** Lets the planner know what is in the table before a million rows are joined with it. */
export async function analyzeStagedRows(database: Database): Promise<void> {
  await sql`analyze import_row`.execute(database);
}

export async function findProfile(
  database: Database,
  target: TargetName,
  headerHash: string,
): Promise<ImportOptions | undefined> {
  const { rows } = await sql<{ options: ImportOptions }>`
    select options from import_profile where target = ${target} and header_hash = ${headerHash}`.execute(database);
  return rows[0]?.options;
}

export async function upsertProfile(
  database: Database,
  profile: { id: string; target: TargetName; headerHash: string; options: ImportOptions; changedAt: Date },
): Promise<void> {
  await sql`
    insert into import_profile (id, target, header_hash, options, changed_at)
    values (${profile.id}, ${profile.target}, ${profile.headerHash}, ${JSON.stringify(profile.options)}::jsonb, ${profile.changedAt})
    on conflict (target, header_hash) do update set options = excluded.options, changed_at = excluded.changed_at
  `.execute(database);
}

/** How many rows are staged in a part of a run. */
export async function countStagedRows(
  database: Database,
  part: { runId: string; from: number; to: number },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from import_row
    where run_id = ${part.runId} and ordinal >= ${part.from} and ordinal < ${part.to}`.execute(database);
  return rows[0]?.count ?? 0;
}
