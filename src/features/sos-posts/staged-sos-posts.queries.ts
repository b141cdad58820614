import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/**
 * Moves staged rows of an import into `sos_post`; counts what is new and what differed. What somebody has mended here
 * since is not overwritten by the same file again. A code that another post of the zone has gets a mark of its own key.
 */
export async function insertStagedSosPosts(
  database: Database,
  chunk: { runId: string; from: number; to: number; source: string; now: Date; actorId: string },
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with found as (
      select import_row.*, row_number() over (partition by zone_id, fields->>'code' order by ordinal) > 1
        or exists (
          select from sos_post where sos_post.zone_id = import_row.zone_id and sos_post.code = import_row.fields->>'code'
            and (sos_post.source, sos_post.source_key) is distinct from (${chunk.source}, import_row.source_key)
        ) as is_code_taken
      from import_row
      where run_id = ${chunk.runId} and ordinal >= ${chunk.from} and ordinal < ${chunk.to}
    ), staged as (
      select found.*, case when is_code_taken
        then left(fields->>'code', 49) || '-' || left(md5(${chunk.source} || ' ' || source_key), 10)
        else fields->>'code' end as code
      from found
    ), written as (
      insert into sos_post (id, zone_id, code, name_th, name_en, place, source, source_key, created_at, changed_at)
      select id, zone_id, code, fields->>'nameTh', fields->>'nameEn', geometry, ${chunk.source}, source_key,
        ${chunk.now}, ${chunk.now}
      from staged
      on conflict (zone_id, source, source_key) do update
        set code = excluded.code, name_th = excluded.name_th, name_en = excluded.name_en, place = excluded.place,
          changed_at = excluded.changed_at, version = sos_post.version + 1
        where not exists (
          select from event where event.subject_id = sos_post.id and event.subject = 'sos-post' and type in ('edited', 'moved')
        ) and ((sos_post.code, sos_post.name_th, sos_post.name_en)
            is distinct from (excluded.code, excluded.name_th, excluded.name_en)
          or not st_equals(sos_post.place, excluded.place))
      returning id, zone_id, source_key, (xmax = 0) as is_new
    ), told as (
      insert into event (id, zone_id, subject, subject_id, type, actor_id, occurred_at, recorded_at, payload)
      select staged.id, written.zone_id, 'sos-post', written.id,
        case when written.is_new then 'imported' else 'imported-again' end, ${chunk.actorId}::uuid, ${chunk.now},
        ${chunk.now}, staged.fields || jsonb_build_object('longitude', st_x(staged.geometry), 'latitude',
          st_y(staged.geometry))
      from written join staged on staged.zone_id = written.zone_id and staged.source_key = written.source_key
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}
