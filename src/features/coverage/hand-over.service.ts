import type * as z from 'zod/mini';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { createProposal } from '../proposals/propose.service.ts';
import { findProposalId, listCodesNamed } from './hand-over.queries.ts';
import { lockPlan, updatePlan } from './plans.queries.ts';
import type { planProposal } from './plans.schema.ts';
import { getPlan } from './plans.service.ts';

/** A place in degrees, as people paste it from a map. */
const coordinates = /-?\d{1,3}\.\d{3,}\s*[,/ ]\s*-?\d{1,3}\.\d{3,}/;

/**
 * Opens a plan as a proposal for one of its risk areas and returns the proposal's number. Everybody reads it, so it
 * stands at its risk area and may name neither cameras nor coordinates; what the plan changes stays with officers.
 */
export async function handOverAsProposal(
  context: Context,
  id: string,
  { version, riskAreaId, title, problem, fix }: z.output<typeof planProposal>,
): Promise<number> {
  const plan = await getPlan(context, id);
  const area = plan.areas.find((each) => each.riskAreaId === riskAreaId);
  if (!area || area.sureAfter <= area.sureBefore)
    throw new AppError('invalid', 'a gain', { riskAreaId: 'plans.mistakeNoGain' });
  await requirePublicWords(context, plan.zoneId, { title, problem, fix });
  const kind = plan.changes.every((change) => change.kind === 'aim') ? 're-aim-camera' : 'camera';
  return inTransaction(context.database, async (transaction) => {
    await handOver(context, transaction, id, version);
    const number = await createProposal(
      { ...context, database: transaction },
      {
        ...{ zone: plan.zone.slug, kind, title, problem, fix, placeName: '', reports: [], as: 'open' },
        place: `risk-area:${riskAreaId}`,
        riskArea: riskAreaId,
      },
    );
    const proposalId = (await findProposalId(transaction, number)) ?? notFound();
    await updatePlan(transaction, { id, version: version + 1 }, { proposalId });
    await record(context, transaction, plan, { as: 'proposal', proposalId });
    return number;
  });
}

/** Hands a plan over to those who go and turn the cameras; its cards are on a page of their own. */
export async function handOverAsTasks(context: Context, id: string, version: number): Promise<void> {
  const plan = await getPlan(context, id);
  if (plan.changes.length === 0) throw new AppError('conflict');
  await inTransaction(context.database, async (transaction) => {
    await handOver(context, transaction, id, version);
    await record(context, transaction, plan, { as: 'tasks' });
  });
}

async function handOver(
  { now }: Context,
  transaction: Context['database'],
  id: string,
  version: number,
): Promise<void> {
  const plan = (await lockPlan(transaction, id)) ?? notFound();
  const isMine = plan.state === 'draft' && plan.version === version;
  if (!isMine || !(await updatePlan(transaction, { id, version }, { state: 'handed-over', changedAt: now })))
    throw new AppError('conflict');
}

function record(
  { viewer, now }: Context,
  transaction: Context['database'],
  { id, zoneId }: { id: string; zoneId: string },
  payload: { as: string; proposalId?: string },
) {
  const event = { zoneId, subject: 'plan', subjectId: id, type: 'handed-over', viewer, occurredAt: now } as const;
  return appendEvent(transaction, { ...event, payload });
}

async function requirePublicWords({ database }: Context, zoneId: string, words: Record<string, string>): Promise<void> {
  for (const [field, text] of Object.entries(words)) {
    const named = coordinates.test(text) || (await listCodesNamed(database, zoneId, text)).length > 0;
    if (named) throw new AppError('invalid', 'names a camera', { [field]: 'plans.mistakeNamesCamera' });
  }
}
