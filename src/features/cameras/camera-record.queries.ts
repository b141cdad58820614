import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { JsonObject } from '../../../db/types.ts';

const eventsShown = 100;

/** What happened to a camera, the latest first, with the organisation that whoever did it acted for. Never a person. */
export async function listHistory(database: Database, cameraId: string) {
  const { rows } = await sql<{
    id: string;
    type: string;
    occurredAt: Date;
    payload: JsonObject;
    byTh: string | null;
    byEn: string | null;
  }>`
    select event.id, event.type, event.occurred_at, event.payload, actor.name_th as by_th, actor.name_en as by_en
    from event left join lateral (
      select organisation.name_th, organisation.name_en
      from membership join organisation on organisation.id = membership.organisation_id
      where membership.account_id = event.actor_id and membership.valid_from <= event.occurred_at::date
        and coalesce(membership.valid_to, 'infinity') >= event.occurred_at::date
      order by membership.role in ('officer', 'supervisor') desc, membership.id limit 1
    ) as actor on true
    where event.subject_id = ${cameraId} and event.subject = 'camera'
    order by event.recorded_at desc, event.id desc limit ${eventsShown}`.execute(database);
  return rows;
}

/** Who looked at a camera since then: by organisation and role, never a person. */
export interface Look {
  nameTh: string | null;
  nameEn: string | null;
  role: string | null;
  /** How often this camera was opened. */
  opened: number;
  /** How often it was in a list or on a map that was looked at. */
  listed: number;
  lastAt: Date;
}

export async function listLooks(
  database: Database,
  camera: { id: string; zoneId: string },
  since: Date,
): Promise<Look[]> {
  const { rows } = await sql<Look>`
    with looked as (
      select account_id, recorded_at as at, subject_id is not null as is_opened from audit_log
      where recorded_at >= ${since} and (
        subject in ('camera', 'cameras') and subject_id = ${camera.id}
        or subject = 'camera' and subject_id is null and action = 'camera.list' and zone_id = ${camera.zoneId})
      union all
      select account_id, hour, false from audit_tile_hour
      where layer = 'cameras' and zone_id = ${camera.zoneId} and hour >= ${since}
    )
    select acting.name_th, acting.name_en, acting.role, (count(*) filter (where is_opened))::int as opened,
      (count(*) filter (where not is_opened))::int as listed, max(looked.at) as last_at
    from looked left join lateral (
      select organisation.name_th, organisation.name_en, membership.role
      from membership join organisation on organisation.id = membership.organisation_id
      where membership.account_id = looked.account_id and membership.valid_from <= looked.at::date
        and coalesce(membership.valid_to, 'infinity') >= looked.at::date
      order by membership.role in ('officer', 'supervisor') desc, membership.id limit 1
    ) as acting on true
    group by acting.name_th, acting.name_en, acting.role
    order by opened desc, listed desc, last_at desc`.execute(database);
  return rows;
}

/** The ground that a camera sees, in square metres by purpose, as it was last worked out; the coarsest purpose first. */
export async function listCover(database: Database, cameraId: string) {
  const { rows } = await sql<{
    purpose: string;
    squareMeters: number;
    isKnown: boolean;
    assumed: string[];
    computedAt: Date;
  }>`
    select purpose, st_area(area::geography) as square_meters, is_known, assumed, computed_at
    from camera_view where camera_id = ${cameraId}
    order by array_position(array['detect', 'outline', 'observe', 'discern', 'recognise', 'identify', 'plate-slow', 'plate-moving'],
      purpose)`.execute(database);
  return rows;
}
