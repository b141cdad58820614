import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Moves staged rows of an import into `area`; a boundary that crosses itself is made valid. */
export async function insertStagedAreas(
  database: Database,
  chunk: { runId: string; from: number; to: number },
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with written as (
      insert into area (id, kind, code, name_th, name_en, boundary)
      select id, fields->>'kind', fields->>'code', fields->>'nameTh', fields->>'nameEn',
        st_multi(st_collectionextract(st_makevalid(geometry), 3))
      from import_row
      where run_id = ${chunk.runId} and ordinal >= ${chunk.from} and ordinal < ${chunk.to}
      on conflict (code) do update
        set kind = excluded.kind, name_th = excluded.name_th, name_en = excluded.name_en, boundary = excluded.boundary
        where (area.kind, area.name_th, area.name_en) is distinct from (excluded.kind, excluded.name_th, excluded.name_en)
          or not st_equals(area.boundary, excluded.boundary)
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}
