import { type Kysely, sql } from 'kysely';

/**
 * How many incidents lie in each cell of a grid, kept up to date by the statements that change incidents, so that a
 * map of the whole country counts nothing when it is asked for.
 *
 * A cell of `level` n is a tile of zoom n. There are two counts: `exact`, by where it happened, and `public`, by snap
 * point and only of what the public may see. Beside the count of
 * each kind and month (yyyymm, of the zone's own calendar) there is one of all months (month 0), one of all kinds
 * (kind ''), and one of both, so that a map with one filter adds up no more than a map with none; the finest cells, of which a
 * tile has few, have the first and the last of these only. Exact counts stop at level 13.
 *
 * Statements add rows to `incident_cell_change` and touch nobody else's, so that a long import never holds up an SOS
 * press; the changes are merged into `incident_cell` a little later, and whoever reads adds up both.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  // A live incident is no statistic yet: the public's count gets it when it is closed and the station's delay is over.
  await sql`alter table incident add column is_public boolean not null default true`.execute(database);
  await sql`create index incident_hidden on incident (zone_id) where not is_public`.execute(database);
  await sql`
    create function hide_live_incident() returns trigger language plpgsql as $$
    begin
      update incident set is_public = false
      where is_public and id in (select incident_id from added where state <> 'closed');
      return null;
    end $$`.execute(database);
  for (const event of ['insert', 'update']) {
    await sql`
      create trigger ${sql.ref(`incident_response_hides_${event}`)} after ${sql.raw(event)} on incident_response
      referencing new table as added for each statement execute function hide_live_incident()`.execute(database);
  }

  const columns = sql.raw(`
      audience text not null check (audience in ('exact', 'public')),
      level smallint not null,
      kind text not null,
      x integer not null,
      y integer not null,
      month integer not null,
      zone_id uuid not null references zone (id) on delete cascade,
      count integer not null`);
  await sql`create table incident_cell (${columns}, primary key (audience, level, kind, x, y, month, zone_id))`.execute(
    database,
  );
  await sql`create index incident_cell_empty on incident_cell (zone_id) where count = 0`.execute(database);
  await sql`create table incident_cell_change (${columns})`.execute(database);
  await sql`create index incident_cell_change_place on incident_cell_change (audience, level, kind, x)`.execute(
    database,
  );

  for (const event of ['insert', 'delete', 'update'] as const) {
    await writeCountFunction(database, event, countChanges);
    await sql`
      create trigger ${sql.ref(`incident_counted_${event}`)} after ${sql.raw(event)} on incident
      referencing ${sql.raw(tables[event])} for each statement
      execute function ${sql.ref(`count_incidents_${event}`)}()`.execute(database);
  }
  // Incidents that were there before are counted once.
  await sql`
    do $$
    declare
      public_changes integer;
    begin
      ${sql.raw(countChanges('select 1 as sign, incident.* from incident'))}
    end $$`.execute(database);
}

type Event = 'insert' | 'delete' | 'update';

/** What changed, by event: every row of `incident` that is counted now (`sign` 1) or no longer (-1). */
const sources: Record<Event, string> = {
  insert: 'select 1 as sign, added.* from added',
  delete: 'select -1 as sign, removed.* from removed',
  update: 'select 1 as sign, added.* from added union all select -1 as sign, removed.* from removed',
};
const tables: Record<Event, string> = {
  insert: 'new table as added',
  delete: 'old table as removed',
  update: 'new table as added old table as removed',
};

/** Makes what the trigger of the event calls; `count` writes the statement that counts a source of changes. */
export async function writeCountFunction(
  database: Kysely<unknown>,
  event: Event,
  count: (source: string) => string,
): Promise<void> {
  await sql`
    create or replace function ${sql.ref(`count_incidents_${event}`)}() returns trigger language plpgsql as $$
    declare
      public_changes integer;
    begin
      ${sql.raw(count(sources[event]))}
      perform pg_notify('map_layer', 'incidents-exact');
      if public_changes > 0 then
        perform pg_notify('map_layer', 'incidents');
      end if;
      return null;
    end $$`.execute(database);
}

const finestLevel = 17;
/** Whoever sees incidents exactly sees few zones: nearer than this their incidents are counted one by one. */
const finestExactLevel = 13;

/** Of changed incidents what each audience is shown, and where. */
const shownToAll = `
          select sign, 'exact' as audience, zone_id, kind, occurred_from, place from changed
          union all
          select changed.sign, 'public', changed.zone_id, changed.kind, changed.occurred_from, snap_point.place
          from changed
          join snap_point on snap_point.id = changed.snap_point_id
          join incident_kind on incident_kind.code = changed.kind and not incident_kind.is_sensitive
          where changed.is_public`;

/**
 * The statement that turns changed incidents (with a `sign` of 1 or -1) into changed counts, and counts the public ones
 * into `public_changes`. `shown` says what of them counts for whom.
 */
export function countChanges(source: string, shown: string = shownToAll): string {
  return `
        with changed as (${source}),
        shown as (${shown}
        ),
        net as (
          select audience, zone_id, kind, place, sum(sign) as count,
            to_char(occurred_from at time zone zone.time_zone, 'YYYYMM')::integer as month
          from shown join zone on zone.id = shown.zone_id
          group by audience, zone_id, kind, place, month
          having sum(sign) <> 0
        ),
        placed as (
          select audience, zone_id, kind, month, count,
            floor((st_x(place) + 180) / 360 * ${2 ** finestLevel})::integer as x,
            floor((1 - asinh(tan(radians(least(85.05, greatest(-85.05, st_y(place)))))) / pi()) / 2 * ${2 ** finestLevel})::integer as y
          from net
        ),
        summed as (
          select audience, level, coalesce(kind, '') as kind, x >> (${finestLevel} - level) as x,
            y >> (${finestLevel} - level) as y, coalesce(month, 0) as month, zone_id, sum(count) as count
          from placed cross join unnest('{5,7,9,11,13,15,17}'::integer[]) as level
          where audience = 'public' or level <= ${finestExactLevel}
          group by audience, level, x >> (${finestLevel} - level), y >> (${finestLevel} - level), zone_id,
            grouping sets ((kind, month), (kind), (month), ())
          having sum(count) <> 0 and not (level = ${finestLevel} and grouping(kind, month) in (1, 2))
        ),
        written as (
          insert into incident_cell_change (audience, level, kind, x, y, month, zone_id, count)
          select audience, level, kind, x, y, month, zone_id, count from summed
          returning audience
        )
        select count(*) into public_changes from written where audience = 'public';`;
}

export async function down(database: Kysely<unknown>): Promise<void> {
  for (const event of ['insert', 'delete', 'update']) {
    await sql`drop trigger ${sql.ref(`incident_counted_${event}`)} on incident`.execute(database);
    await sql`drop function ${sql.ref(`count_incidents_${event}`)}`.execute(database);
  }
  await sql`drop table incident_cell_change, incident_cell`.execute(database);
  for (const event of ['insert', 'update']) {
    await sql`drop trigger ${sql.ref(`incident_response_hides_${event}`)} on incident_response`.execute(database);
  }
  await sql`drop function hide_live_incident`.execute(database);
  await sql`alter table incident drop column is_public`.execute(database);
}
