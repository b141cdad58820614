import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/**
 * Changes everything that `domain.md` hides from the public, residents and partners, and nothing that they may see:
 * counts, months, kinds, states, snapped places and shares stay what they are. What the organisations of `partnerId`
 * own stays as well, for a partner sees that.
 */
export async function changeWhatIsHidden(database: Database, partnerId: string): Promise<void> {
  const own = sql`(select organisation_id from membership where account_id = ${partnerId})`;
  // A number from 0 to 1 that depends on the row alone, and another one.
  const one = sql`(('x' || substr(md5(id::text), 1, 6))::bit(24)::int / 16777215.0)`;
  const other = sql`(('x' || substr(md5(id::text), 7, 6))::bit(24)::int / 16777215.0)`;
  const moved = (meters: number) =>
    sql`st_translate(place, (${one} - 0.5) * ${meters / 50_000}, (${other} - 0.5) * ${meters / 50_000})`;

  for (const change of [
    sql`update camera set place = ${moved(300)}, heading_degrees = ${one} * 359, tilt_degrees = ${other} * 40,
      mounting_height_meters = 3 + ${one}, field_of_view_degrees = 40 + 60 * ${other}, range_meters = 20 + 60 * ${one},
      code = 'X' || substr(md5(code), 1, 12), name = md5(name), model = md5(model),
      functions = case when ${one} < 0.5 then array['plain', 'plate'] else array['plain'] end,
      is_occluded = ${other} < 0.5, has_infrared = ${one} < 0.5, notes = md5(code), heartbeat_minutes = 30,
      moved_since_accepted_at = case when accepted_at is not null then now() end
      where organisation_id not in ${own}`,
    // What hangs on a camera beside others tells of those.
    sql`update camera_stake set likely = likely / 2, squared = squared / 3, alone_square_meters = alone_square_meters / 2`,
    sql`delete from coverage_gap where ${one} < 0.5`,
    sql`update coverage_gap set square_meters = square_meters * (1 + ${one}), people = people + 1, risk = risk / 2`,
    sql`update camera_view set area = st_multi(st_translate(area, 0.0003, 0.0002)) where camera_id in
      (select id from camera where organisation_id not in ${own})`,
    sql`update camera_stake set own_likely = own_likely / 2, own_squared = own_squared / 4
      where camera_id in (select id from camera where organisation_id not in ${own})`,
    sql`insert into camera_survey (id, key, camera_id, zone_id, account_id, surveyed_at, recorded_at, place,
        heading_degrees, heading_way, is_occluded, condition, notes)
      select gen_random_uuid(), gen_random_uuid(), id, zone_id, ${partnerId}, now(), now(), place, 90, 'compass', true,
        'working', 'A branch is in the way' from camera where organisation_id not in ${own}`,
    sql`insert into device_signal (device_id, kind, last_heard_at, fault)
      select id, 'camera', now(), 'E-17' from camera where organisation_id not in ${own}`,
    sql`insert into device_key (device_id, kind, number, created_at)
      select id, 'camera', 1, now() from camera where organisation_id not in ${own}`,
    sql`insert into plan (id, zone_id, title, purpose, scope, sure_before, likely_before, sure_after, likely_after,
        gaps_before, gaps_after, gap_square_meters_before, gap_square_meters_after, computed_at, created_by, created_at,
        changed_at)
      select gen_random_uuid(), id, 'Turn three cameras', 'detect', 'all', 0.1, 0.2, 0.3, 0.4, 3, 2, 300, 200, now(),
        (select min(id::text)::uuid from account), now(), now() from zone`,
    sql`insert into siting_run (id, zone_id, kind, request, created_by, created_at)
      select gen_random_uuid(), id, 'cameras', '{}', (select min(id::text)::uuid from account), now() from zone`,
    sql`update siting_run set state = 'cancelled', finished_at = now()`,
    // Within its month, far enough from its ends for every time zone; what is still being worked on stays.
    sql`update incident set place = ${moved(4)}, summary = md5(id::text),
      occurred_from = date_trunc('month', occurred_from) + interval '10 days' + ${one} * interval '9 days',
      occurred_to = date_trunc('month', occurred_from) + interval '19 days 3 hours' + ${other} * interval '1 day'
      where occurred_from < date_trunc('month', now()) - interval '2 months'
        and extract(day from occurred_from) between 2 and 27
        and date_trunc('month', occurred_from) = date_trunc('month', occurred_to)`,
    sql`update incident_response set daily_log_number = 'X-1' where daily_log_number is not null`,
    sql`update report set place = ${moved(60)}, place_name = md5(place_name), words = md5(words), words_public = md5(words)
      where is_sensitive and words is not null`,
    sql`update report set words = md5(words) where words is not null and words_moderation <> 'visible'`,
    sql`update report set place = ${moved(20)} where not is_public_place`,
    sql`update report_contact set email = 'someone@else.example' where email is not null`,
    sql`update risk_area set name_th = md5(name_th), name_en = md5(name_en), level = 1 + level % 5
      where state in ('proposed', 'dismissed')`,
    sql`update proposal set title = md5(title), problem = md5(problem), fix = md5(fix)
      where state = 'draft' and organisation_id not in ${own}`,
    sql`update proposal set place = ${moved(80)}, place_name = md5(place_name) where kind in ('camera', 're-aim-camera')
      and organisation_id not in ${own}`,
    sql`update watch_entry set watched = 'กก 1', reason = md5(reason), legal_basis = md5(legal_basis),
      case_number = 'X-1', threshold = 0.6 where watched is not null`,
    sql`delete from alert_hit`,
    sql`update alert set likelihood = 0.5, hits = hits + 1`,
    sql`update camera_reading_count set readings = readings + 100, messages = messages + 100`,
    sql`delete from audit_tile_hour`,
    // What is due would be worked out anew, and the shares, which everybody may see, would follow.
    sql`delete from coverage_due`,
  ])
    await change.execute(database);
}
