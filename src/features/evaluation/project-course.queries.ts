import type { Database } from '../../../db/client/database.ts';

/** The proposal that a project answers, if there is one. */
export function findProposalOf(database: Database, projectNumber: number) {
  return database
    .selectFrom('project')
    .innerJoin('proposal', 'proposal.id', 'project.proposalId')
    .where('project.number', '=', projectNumber)
    .select(['proposal.id', 'proposal.number', 'proposal.state'])
    .executeTakeFirst();
}

/** Ordinary reports that a project mends, held until the transaction ends, always in the same order. */
export function lockReportsBehind(database: Database, projectNumber: number) {
  return database
    .selectFrom('report')
    .where('isSensitive', '=', false)
    .where('id', 'in', (from) =>
      from
        .selectFrom('project')
        .innerJoin('proposalReport', 'proposalReport.proposalId', 'project.proposalId')
        .where('project.number', '=', projectNumber)
        .select('proposalReport.reportId')
        .union(
          from
            .selectFrom('project')
            .innerJoin('projectReport', 'projectReport.projectId', 'project.id')
            .where('project.number', '=', projectNumber)
            .select('projectReport.reportId'),
        ),
    )
    .select(['id', 'zoneId', 'state'])
    .orderBy('id')
    .forUpdate()
    .execute();
}
