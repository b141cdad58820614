import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Somebody to tell, and as what. */
export interface Recipient {
  email: string;
  locale: string;
  /** The report that the person filed; null for those who follow along. */
  ownReportId: string | null;
}

/**
 * Whom to tell of a report: its reporter, the reporters of its duplicates, and those who have met the same. Whoever
 * filed with an account and gave no address is told at the account's own; a person is told once.
 */
export async function listReportRecipients(database: Database, reportId: string): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    with told as (
      select id, account_id from report where id = ${reportId} or duplicate_of = ${reportId}
    ), everybody as (
      select report_contact.email, report_contact.locale, told.id as own_report_id, 1 as rank
      from told join report_contact on report_contact.report_id = told.id
      where report_contact.email is not null
      union all
      select account_contact.value, account.locale, told.id, 2
      from told join account on account.id = told.account_id
      join account_contact on account_contact.account_id = account.id
      where ${reachable}
        and not exists (select from report_contact where report_id = told.id and email is not null)
      union all
      select account_contact.value, account.locale, null, 3
      from report_me_too join account on report_me_too.person = 'account:' || account.id
      join account_contact on account_contact.account_id = account.id
      where report_me_too.report_id = ${reportId} and ${reachable}
    )
    select distinct on (email) email, locale, own_report_id from everybody order by email, rank`.execute(database);
  return rows;
}

const reachable = sql`account_contact.kind = 'email' and account_contact.verified_at is not null
  and not account.is_disabled and account.erased_at is null`;

/** Whom to tell of a proposal: its author, who endorsed it, who voted on it, and who reported what it mends. */
export function listProposalRecipients(database: Database, proposalId: string): Promise<Recipient[]> {
  return listRecipients(database, {
    proposals: sql`select ${proposalId}::uuid as id`,
    reports: sql`select report_id as id from proposal_report where proposal_id = ${proposalId}`,
  });
}

/** Whom to tell of a project: everybody behind its proposal, if it has one, and who reported what it mends. */
export function listProjectRecipients(database: Database, projectId: string): Promise<Recipient[]> {
  return listRecipients(database, {
    proposals: sql`select proposal_id as id from project where id = ${projectId}`,
    reports: sql`
      select proposal_report.report_id as id
      from project join proposal_report on proposal_report.proposal_id = project.proposal_id
      where project.id = ${projectId}
      union select report_id from project_report where project_id = ${projectId}`,
  });
}

async function listRecipients(
  database: Database,
  behind: { proposals: RawBuilder<unknown>; reports: RawBuilder<unknown> },
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    with asked as (${behind.proposals}), reported as (${behind.reports}),
    person as (
      select author_id as account_id from proposal where id in (select id from asked)
      union select account_id from proposal_endorsement where proposal_id in (select id from asked)
      union select ballot_voter.account_id
        from ballot_option join ballot_voter on ballot_voter.ballot_id = ballot_option.ballot_id
        where ballot_option.proposal_id in (select id from asked)
      union select account_id from report where id in (select id from reported) and account_id is not null
    ), everybody as (
      select report_contact.email, report_contact.locale, report_contact.report_id as own_report_id, 1 as rank
      from report_contact where report_id in (select id from reported) and report_contact.email is not null
      union all
      select account_contact.value, account.locale, null, 2
      from person join account on account.id = person.account_id
      join account_contact on account_contact.account_id = account.id
      where ${reachable}
    )
    select distinct on (email) email, locale, own_report_id from everybody order by email, rank`.execute(database);
  return rows;
}

/** What a message about a report may name. */
export function findTold(database: Database, reportId: string) {
  return database
    .selectFrom('report')
    .where('id', '=', reportId)
    .select(['id', 'trackingNumber', 'isSensitive'])
    .executeTakeFirst();
}

export function findToldProposal(database: Database, proposalId: string) {
  return database.selectFrom('proposal').where('id', '=', proposalId).select(['number', 'title']).executeTakeFirst();
}

export function findToldProject(database: Database, projectId: string) {
  return database.selectFrom('project').where('id', '=', projectId).select(['number', 'title']).executeTakeFirst();
}

/** The newest event of a type about a thing, by which a message about it is known. */
export async function findNewestEventId(database: Database, subjectId: string, type: string) {
  const row = await database
    .selectFrom('event')
    .where('subjectId', '=', subjectId)
    .where('type', '=', type)
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .select('id')
    .executeTakeFirst();
  return row?.id;
}
