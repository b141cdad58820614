import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

interface Chunk {
  runId: string;
  from: number;
  to: number;
  source: string;
}

/** Moves staged rows of an import into `street`; counts what is new and what differed. */
export async function insertStagedStreets(
  database: Database,
  chunk: Chunk,
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with written as (
      insert into street (id, zone_id, kind, name_th, name_en, line, source, source_key)
      select id, zone_id, fields->>'kind', fields->>'nameTh', fields->>'nameEn', geometry, ${chunk.source}, source_key
      from import_row
      where run_id = ${chunk.runId} and ordinal >= ${chunk.from} and ordinal < ${chunk.to}
      on conflict (zone_id, source, source_key) do update
        set kind = excluded.kind, name_th = excluded.name_th, name_en = excluded.name_en, line = excluded.line
        where (street.kind, street.name_th, street.name_en)
            is distinct from (excluded.kind, excluded.name_th, excluded.name_en)
          or not st_equals(street.line, excluded.line)
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}

/** Moves staged rows of an import into `building`; counts what is new and what differed. */
export async function insertStagedBuildings(
  database: Database,
  chunk: Chunk,
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with written as (
      insert into building (id, zone_id, kind, homes, outline, height_meters, source, source_key)
      select id, zone_id, fields->>'kind', (fields->>'homes')::int, geometry, (fields->>'height')::real, ${chunk.source},
        source_key
      from import_row
      where run_id = ${chunk.runId} and ordinal >= ${chunk.from} and ordinal < ${chunk.to}
      on conflict (zone_id, source, source_key) do update
        set kind = excluded.kind, homes = excluded.homes, outline = excluded.outline,
          height_meters = excluded.height_meters
        where (building.kind, building.homes, building.height_meters)
            is distinct from (excluded.kind, excluded.homes, excluded.height_meters)
          or not st_equals(building.outline, excluded.outline)
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}
