import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Moves staged rows of an import into `sos_post`; counts what is new and what differed. */
export async function insertStagedSosPosts(
  database: Database,
  chunk: { runId: string; from: number; to: number; source: string; now: Date },
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with written as (
      insert into sos_post (id, zone_id, code, name_th, name_en, place, source, source_key, created_at, changed_at)
      select id, zone_id, fields->>'code', fields->>'nameTh', fields->>'nameEn', geometry, ${chunk.source}, source_key,
        ${chunk.now}, ${chunk.now}
      from import_row
      where run_id = ${chunk.runId} and ordinal >= ${chunk.from} and ordinal < ${chunk.to}
      on conflict (zone_id, source, source_key) do update
        set code = excluded.code, name_th = excluded.name_th, name_en = excluded.name_en, place = excluded.place,
          changed_at = excluded.changed_at
        where (sos_post.code, sos_post.name_th, sos_post.name_en)
            is distinct from (excluded.code, excluded.name_th, excluded.name_en)
          or not st_equals(sos_post.place, excluded.place)
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}
