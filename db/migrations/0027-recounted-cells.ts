import { type Kysely, sql } from 'kysely';
import { countChanges } from './0011-incident-cells.ts';

/** What the public was shown of incidents of a kind, or will be: their sensitivity itself is what changes. */
const shownToPublic = `
          select changed.sign, 'public' as audience, changed.zone_id, changed.kind, changed.occurred_from, snap_point.place
          from changed join snap_point on snap_point.id = changed.snap_point_id
          where changed.is_public`;

/**
 * Counts by cell follow what they depend on beside incidents: the months of a zone's time zone, and which kinds are
 * sensitive. The counts change in the transaction that changes the setting, so that no map ever shows a part of it;
 * incidents wait until then, because one that is written meanwhile would be counted by the old setting.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function recount_zone() returns trigger language plpgsql as $$
    declare
      public_changes integer;
    begin
      lock table incident in share row exclusive mode;
      delete from incident_cell where zone_id = new.id;
      delete from incident_cell_change where zone_id = new.id;
      ${sql.raw(countChanges('select 1 as sign, incident.* from incident where incident.zone_id = new.id'))}
      perform pg_notify('map_layer', 'incidents-exact');
      perform pg_notify('map_layer', 'incidents');
      return null;
    end $$`.execute(database);
  await sql`
    create trigger zone_recounted after update of time_zone on zone for each row
    when (old.time_zone is distinct from new.time_zone) execute function recount_zone()`.execute(database);

  const ofKind = `
          select case when new.is_sensitive then -1 else 1 end as sign, incident.* from incident
          where incident.kind = new.code`;
  await sql`
    create function recount_kind() returns trigger language plpgsql as $$
    declare
      public_changes integer;
    begin
      lock table incident in share row exclusive mode;
      ${sql.raw(countChanges(ofKind, shownToPublic))}
      perform pg_notify('map_layer', 'incidents');
      return null;
    end $$`.execute(database);
  await sql`
    create trigger incident_kind_recounted after update of is_sensitive on incident_kind for each row
    when (old.is_sensitive is distinct from new.is_sensitive) execute function recount_kind()`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop trigger incident_kind_recounted on incident_kind`.execute(database);
  await sql`drop trigger zone_recounted on zone`.execute(database);
  await sql`drop function recount_kind`.execute(database);
  await sql`drop function recount_zone`.execute(database);
}
