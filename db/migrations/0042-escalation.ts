import { type Kysely, sql } from 'kysely';

/**
 * After how many minutes an incident that nobody has taken escalates: to the station's supervisors first, to the division's
 * commanders next. A zone that says nothing has the usual minutes; `escalation_limit` says what holds where.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table escalation_setting (
      zone_id uuid not null references zone (id) on delete cascade,
      priority smallint not null check (priority between 1 and 4),
      supervisor_minutes smallint not null check (supervisor_minutes between 1 and 1440),
      commander_minutes smallint not null check (commander_minutes <= 2880),
      check (commander_minutes > supervisor_minutes),
      primary key (zone_id, priority)
    )`.execute(database);
  await sql`
    create view escalation_limit as
    select zone.id as zone_id, usual.priority,
      coalesce(own.supervisor_minutes, usual.supervisor_minutes) as supervisor_minutes,
      coalesce(own.commander_minutes, usual.commander_minutes) as commander_minutes
    from zone
    cross join (values (1::smallint, 1::smallint, 5::smallint), (2::smallint, 3::smallint, 10::smallint),
      (3::smallint, 10::smallint, 30::smallint), (4::smallint, 30::smallint, 120::smallint)
    ) as usual (priority, supervisor_minutes, commander_minutes)
    left join escalation_setting as own on own.zone_id = zone.id and own.priority = usual.priority`.execute(database);
  // 0: nobody above was told. 1: the supervisors. 2: the commanders too.
  await sql`
    alter table incident_response add column escalated_to smallint not null default 0
      check (escalated_to between 0 and 2)`.execute(database);
  await sql`
    create index incident_response_untaken on incident_response (zone_id) where state = 'new' and escalated_to < 2`.execute(
    database,
  );
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table incident_response drop column escalated_to`.execute(database);
  await sql`drop view escalation_limit`.execute(database);
  await sql`drop table escalation_setting`.execute(database);
}
