import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** Ordinary reports that a project mends: when the first came, and how many people they stand for. */
export function findFirstReport(database: Database, project: { id: string; proposalId: string | null }) {
  return database
    .selectFrom('report')
    .where('report.id', 'in', (from) =>
      from
        .selectFrom('proposalReport')
        .where('proposalId', '=', project.proposalId)
        .select('reportId')
        .union(from.selectFrom('projectReport').where('projectId', '=', project.id).select('reportId')),
    )
    .where('report.isSensitive', '=', false)
    .select([
      sql<Date | null>`min(report.created_at)`.as('firstAt'),
      sql<number>`count(*)::int`.as('count'),
      sql<number>`coalesce(sum((select count(*) from report_me_too m where m.report_id = report.id)), 0)::int`.as(
        'meToo',
      ),
    ])
    .executeTakeFirst();
}

/** When the proposal was made and how many endorsed it. */
export function findProposalStart(database: Database, proposalId: string) {
  return database
    .selectFrom('proposal')
    .where('id', '=', proposalId)
    .select([
      'number',
      'title',
      'createdAt',
      sql<number>`(select count(*)::int from proposal_endorsement e where e.proposal_id = proposal.id)`.as(
        'endorsements',
      ),
    ])
    .executeTakeFirst();
}

/** Ballots that have begun with this proposal on them; votes are there once the result is published. */
export function listBallotsOf(database: Database, proposalId: string) {
  return database
    .selectFrom('ballotOption')
    .innerJoin('ballot', 'ballot.id', 'ballotOption.ballotId')
    .where('ballotOption.proposalId', '=', proposalId)
    .where('ballot.state', '<>', 'scheduled')
    .select([
      'ballot.title',
      'ballot.opensAt',
      'ballot.publishedAt',
      sql<number | null>`case when ballot.state = 'published' then ballot_option.votes end`.as('votes'),
      sql<number>`(select count(*)::int from ballot_voter v where v.ballot_id = ballot.id)`.as('turnout'),
    ])
    .orderBy('ballot.opensAt')
    .execute();
}

/** Moves of a project as they were recorded. */
export function listMoves(database: Database, projectId: string) {
  return database
    .selectFrom('event')
    .where('subjectId', '=', projectId)
    .where('subject', '=', 'project')
    .where('type', 'in', ['moved', 'neighbours-confirmed'])
    .select(['type', 'occurredAt', sql<string>`coalesce(payload ->> 'to', '')`.as('to')])
    .orderBy('recordedAt')
    .execute();
}
