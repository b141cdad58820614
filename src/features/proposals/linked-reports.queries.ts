import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** The reports behind one proposal stand behind the other too. */
export async function copyReports(database: Database, from: string, to: string): Promise<void> {
  await database
    .insertInto('proposalReport')
    .columns(['proposalId', 'reportId'])
    .expression(
      database
        .selectFrom('proposalReport')
        .where('proposalId', '=', from)
        .select([sql<string>`${to}::uuid`.as('proposalId'), 'reportId']),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function insertProposalReports(
  database: Database,
  proposalId: string,
  reportIds: readonly string[],
): Promise<void> {
  if (reportIds.length === 0) return;
  await database
    .insertInto('proposalReport')
    .values(reportIds.map((reportId) => ({ proposalId, reportId })))
    .execute();
}

/** Reports that a proposal answers, as the public may see them: never a sensitive one, never a place. */
export function listLinkedReports(database: Database, proposalId: string) {
  return database
    .selectFrom('proposalReport')
    .innerJoin('report', 'report.id', 'proposalReport.reportId')
    .where('proposalReport.proposalId', '=', proposalId)
    .where('report.isSensitive', '=', false)
    .select(['report.trackingNumber', 'report.category', 'report.state', 'report.createdAt'])
    .orderBy('report.createdAt')
    .execute();
}
