import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { type Moved, moveProject } from '../projects/moves.service.ts';
import type { NewProject, ProjectMove, ProjectState } from '../projects/projects.schema.ts';
import { createProject } from '../projects/projects.service.ts';
import { deliverProposal } from '../proposals/review.service.ts';
import { changeReportState } from '../reports/change-state.ts';
import { isReportState, nextStates, type ReportState } from '../reports/reports.states.ts';
import { findProposalOf, lockReportsBehind } from './project-course.queries.ts';

/** What becomes of the reports behind a project when the project gets that far. */
const reportStateAt: Partial<Record<ProjectState, ReportState>> = {
  planned: 'planned',
  funded: 'planned',
  underway: 'in-progress',
  done: 'fixed',
};

/** Begins a project, and with it plans what the reports behind it asked for; returns its number. */
export function beginProject(context: Context, input: NewProject): Promise<number> {
  return inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    const number = await createProject(here, input);
    await carryOn(here, number, 'planned');
    return number;
  });
}

/**
 * Moves a project, and in the same transaction everything that waited for it: the reports behind it go along where they
 * have an arrow, and what was accepted is delivered once it is done.
 */
export function moveProjectAlong(context: Context, number: number, move: ProjectMove): Promise<Moved> {
  return inTransaction(context.database, async (transaction) => {
    const here = { ...context, database: transaction };
    const moved = await moveProject(here, number, move);
    await carryOn(here, number, move.to);
    return moved;
  });
}

async function carryOn(context: Context, number: number, state: ProjectState): Promise<void> {
  const reportState = reportStateAt[state];
  for (const report of reportState ? await lockReportsBehind(context.database, number) : []) {
    if (!reportState || !isReportState(report.state) || !nextStates(report.state).includes(reportState)) continue;
    await changeReportState(context, { ...report, state: report.state }, { state: reportState });
  }
  const proposal = state === 'done' ? await findProposalOf(context.database, number) : undefined;
  if (proposal?.state === 'accepted') await deliverProposal(context, proposal.number);
}
