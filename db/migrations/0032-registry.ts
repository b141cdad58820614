import { type Kysely, sql } from 'kysely';

/**
 * What the registry of devices asks of its owners: acceptance by the police, lens and sensor, night sight, notes, photos;
 * and whose an SOS post is. Whoever writes rows in bulk is an administrator, so that what says nothing is accepted.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table camera
      add column accepted_at timestamptz default now(),
      add column returned_reason text not null default '' check (length(returned_reason) <= 500),
      add column mount text check (mount in ('pole', 'wall', 'ceiling', 'lamp')),
      add column sensor_width_millimeters real check (sensor_width_millimeters between 1 and 50),
      add column focal_length_millimeters real check (focal_length_millimeters between 0.5 and 500),
      add column has_infrared boolean,
      add column notes text not null default '' check (length(notes) <= 2000),
      add column version integer not null default 1 check (version > 0),
      add constraint camera_returned check (accepted_at is null or returned_reason = '')`.execute(database);
  await sql`update camera set accepted_at = created_at`.execute(database);
  await sql`create index camera_organisation on camera (organisation_id)`.execute(database);
  // The last digits of an id are what a label on a pole says.
  await sql`create index camera_short on camera (right(id::text, 12))`.execute(database);
  await sql`
    alter table sos_post
      add column organisation_id uuid references organisation (id),
      add column voice_address text not null default ''
        check (voice_address = '' or voice_address ~ '^(sips?|tel):[^[:space:]]{2,190}$'),
      add column notes text not null default '' check (length(notes) <= 2000),
      add column version integer not null default 1 check (version > 0)`.execute(database);
  await sql`create index sos_post_zone on sos_post (zone_id)`.execute(database);
  await sql`create index sos_post_short on sos_post (right(id::text, 12))`.execute(database);
  for (const device of ['camera', 'sos_post']) {
    await sql`
      create table ${sql.table(`${device}_photo`)} (
        id uuid primary key,
        ${sql.ref(`${device}_id`)} uuid not null references ${sql.table(device)} (id) on delete cascade,
        file_id uuid not null unique references file (id),
        caption text not null default '' check (length(caption) <= 200),
        created_at timestamptz not null
      )`.execute(database);
    await sql`create index ${sql.ref(`${device}_photo_of`)} on ${sql.table(`${device}_photo`)} (${sql.ref(`${device}_id`)})`.execute(
      database,
    );
  }
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop table sos_post_photo, camera_photo`.execute(database);
  await sql`drop index sos_post_short, sos_post_zone, camera_short, camera_organisation`.execute(database);
  await sql`
    alter table sos_post drop column organisation_id, drop column voice_address, drop column notes,
      drop column version`.execute(database);
  await sql`
    alter table camera drop column accepted_at, drop column returned_reason, drop column mount,
      drop column sensor_width_millimeters, drop column focal_length_millimeters, drop column has_infrared,
      drop column notes, drop column version`.execute(database);
}
