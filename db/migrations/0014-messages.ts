import { type Kysely, sql } from 'kysely';

/**
 * Messages that wait to be sent, the secrets that follow links carry, and the rule that a complaint about police never
 * reaches the station itself. Whom a message goes to is forgotten as soon as it is sent.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table message (
      id uuid primary key,
      key text not null unique,
      channel text not null check (channel in ('email')),
      recipient text check (length(recipient) <= 254),
      locale text not null check (locale in ('th', 'en')),
      title text not null check (length(title) <= 200),
      body text not null check (length(body) <= 4000),
      link_path text not null default '' check (length(link_path) <= 500),
      follow_report_id uuid references report (id) on delete cascade,
      created_at timestamptz not null,
      sent_at timestamptz,
      check (recipient is not null or sent_at is not null)
    )`.execute(database);
  await sql`create index message_sent_at on message (sent_at)`.execute(database);
  await sql`
    create table report_follow (
      secret_hash text primary key,
      report_id uuid not null references report (id) on delete cascade,
      created_at timestamptz not null
    )`.execute(database);
  await sql`create index report_follow_report on report_follow (report_id)`.execute(database);
  await sql`
    create function check_report_addressee() returns trigger language plpgsql as $$
    declare
      station uuid;
      above uuid;
    begin
      if new.addressed_to is null then
        return new;
      end if;
      select s.id, s.parent_id into station, above
      from zone z join police_unit s on s.id = z.station_id where z.id = new.zone_id;
      if new.addressed_to = station and new.category <> 'police' then
        return new;
      end if;
      if new.addressed_to = above then
        return new;
      end if;
      raise exception 'a report of category % cannot be addressed to this unit', new.category
        using errcode = 'check_violation', constraint = 'report_addressee';
    end $$`.execute(database);
  await sql`
    create trigger report_addressee before insert or update of addressed_to, category, zone_id on report
    for each row execute function check_report_addressee()`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop trigger report_addressee on report`.execute(database);
  await sql`drop function check_report_addressee`.execute(database);
  await sql`drop table report_follow, message`.execute(database);
}
