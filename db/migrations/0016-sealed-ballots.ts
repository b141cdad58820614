import { type Kysely, sql } from 'kysely';

/**
 * Closing a ballot destroys the tie between voter and paper, whoever closes it: the number and the hour on the
 * voter's side are cleared, and the papers are written anew in the order of their receipts, because the order of rows
 * on disk and the transaction that wrote them would tell as much as the number did. Comments get a
 * place for words that a moderator shortened, so that what was written is kept; when it is empty they show as written.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table ballot_voter alter column voted_at drop not null`.execute(database);
  await sql`
    create function seal_ballot() returns trigger language plpgsql as $$
    begin
      update ballot_voter set paper_id = null, voted_at = null where ballot_id = new.id;
      with old as (
        delete from ballot_paper where ballot_id = new.id returning choices, receipt
      )
      insert into ballot_paper (id, ballot_id, choices, receipt)
      select gen_random_uuid(), new.id, choices, receipt from old order by receipt;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger ballot_seal after update of state on ballot
    for each row when (new.state = 'closed' and old.state <> 'closed') execute function seal_ballot()`.execute(
    database,
  );
  await sql`
    alter table proposal_comment add column words_public text not null default '' check (length(words_public) <= 2000)`.execute(
    database,
  );
}

export async function down(database: Kysely<unknown>): Promise<void> {
  await sql`alter table proposal_comment drop column words_public`.execute(database);
  await sql`drop trigger ballot_seal on ballot`.execute(database);
  await sql`drop function seal_ballot`.execute(database);
  await sql`update ballot_voter set voted_at = 'epoch' where voted_at is null`.execute(database);
  await sql`alter table ballot_voter alter column voted_at set not null`.execute(database);
}
