import { type Kysely, sql } from 'kysely';

/**
 * What every later table leans on: PostGIS, the Thai collation, and the guard that keeps a state to its arrows.
 * Arrows live in `state_arrow`, so that the database refuses what the services refuse; a row whose `from_state` is
 * the empty string names an initial state.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists postgis`.execute(database);
  await sql`create collation if not exists th (provider = icu, locale = 'th-TH')`.execute(database);
  await sql`
    create table state_arrow (
      subject text not null,
      from_state text not null,
      to_state text not null,
      primary key (subject, from_state, to_state)
    )`.execute(database);
  await sql`
    create function check_state_arrow() returns trigger language plpgsql as $$
    declare
      previous text := '';
    begin
      if tg_op = 'UPDATE' then
        if new.state = old.state then
          return new;
        end if;
        previous := old.state;
      end if;
      if not exists (
        select from state_arrow
        where subject = tg_argv[0] and from_state = previous and to_state = new.state
      ) then
        raise exception 'state arrow % : "%" -> "%" does not exist', tg_argv[0], previous, new.state
          using errcode = 'check_violation', constraint = tg_argv[0] || '_state_arrow';
      end if;
      return new;
    end $$`.execute(database);
  await sql`
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
    end $$`.execute(database);
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`drop function refuse_change`.execute(database);
  await sql`drop function check_state_arrow`.execute(database);
  await sql`drop table state_arrow`.execute(database);
  await sql`drop collation th`.execute(database);
}
