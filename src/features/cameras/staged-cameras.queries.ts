import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/**
 * Moves staged rows of an import into `camera`, owned by the given organisation; counts what is new and what differed.
 * What somebody has mended here since is not overwritten by the same file again. A code that another camera of the
 * owner has in the zone gets a mark of its own key, as where a file gives one code to all that hang on a pole.
 */
export async function insertStagedCameras(
  database: Database,
  chunk: {
    runId: string;
    from: number;
    to: number;
    source: string;
    now: Date;
    actorId: string;
    organisationId: string;
  },
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with owned as (
      select import_row.*, coalesce(known.organisation_id, ${chunk.organisationId}) as owner_id, known.id as known_id
      from import_row left join camera as known on known.zone_id = import_row.zone_id
        and known.source = ${chunk.source} and known.source_key = import_row.source_key
      where run_id = ${chunk.runId} and ordinal >= ${chunk.from} and ordinal < ${chunk.to}
    ), found as (
      select owned.*, row_number() over (partition by zone_id, owner_id, fields->>'code' order by ordinal) > 1
        or exists (
          select from camera where camera.zone_id = owned.zone_id and camera.organisation_id = owned.owner_id
            and camera.code = owned.fields->>'code' and camera.id is distinct from owned.known_id
        ) as is_code_taken
      from owned
    ), staged as (
      select found.*, case when is_code_taken
        then left(fields->>'code', 49) || '-' || left(md5(${chunk.source} || ' ' || source_key), 10)
        else fields->>'code' end as code
      from found
    ), written as (
      insert into camera (id, zone_id, organisation_id, code, name, place, heading_degrees, heading_written,
        field_of_view_degrees, mounting_height_meters, model, mount, functions, source, source_key,
        accepted_at, created_at, changed_at)
      select id, zone_id, ${chunk.organisationId}, code, fields->>'name', geometry,
        (fields->>'heading')::real, fields->>'headingWritten', (fields->>'fieldOfView')::real,
        (fields->>'height')::real, fields->>'model', fields->>'mount',
        case when (fields->>'isPlateReader')::boolean then array['plain', 'plate'] else array['plain'] end,
        ${chunk.source}, source_key, ${chunk.now}, ${chunk.now}, ${chunk.now}
      from staged
      on conflict (zone_id, source, source_key) do update
        set code = excluded.code, name = excluded.name, place = excluded.place,
          heading_degrees = excluded.heading_degrees, heading_written = excluded.heading_written,
          field_of_view_degrees = excluded.field_of_view_degrees,
          mounting_height_meters = excluded.mounting_height_meters, model = excluded.model, mount = excluded.mount,
          functions = excluded.functions,
          changed_at = excluded.changed_at, version = camera.version + 1
        where not exists (
          select from event where event.subject_id = camera.id and event.subject = 'camera' and type in ('edited', 'moved')
        ) and ((camera.code, camera.name, camera.heading_degrees, camera.heading_written, camera.field_of_view_degrees,
            camera.mounting_height_meters, camera.model, camera.mount, camera.functions)
          is distinct from (excluded.code, excluded.name, excluded.heading_degrees, excluded.heading_written,
            excluded.field_of_view_degrees, excluded.mounting_height_meters, excluded.model,
            excluded.mount, excluded.functions)
          or not st_equals(camera.place, excluded.place))
      returning id, zone_id, source_key, (xmax = 0) as is_new
    ), told as (
      insert into event (id, zone_id, subject, subject_id, type, actor_id, occurred_at, recorded_at, payload)
      select staged.id, written.zone_id, 'camera', written.id,
        case when written.is_new then 'imported' else 'imported-again' end, ${chunk.actorId}::uuid, ${chunk.now},
        ${chunk.now}, staged.fields || jsonb_build_object('longitude', st_x(staged.geometry), 'latitude',
          st_y(staged.geometry))
      from written join staged on staged.zone_id = written.zone_id and staged.source_key = written.source_key
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}
