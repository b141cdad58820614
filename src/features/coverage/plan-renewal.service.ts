import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { changeOf } from './plan-edits.service.ts';
import * as queries from './plans.queries.ts';
import { listPlans, requirePlan, workOutPlan } from './plans.service.ts';

/**
 * Works the figures of a draft out anew, as the zone is now; what it changes, and its version, stay as they are, so that
 * nobody who has it open is disturbed. Refuses with `conflict` what was handed over: its figures are those of that day.
 */
export async function renewPlan(context: Context, id: string): Promise<void> {
  const { database, now, viewer } = context;
  const { zoneId, purpose, scope, version, state } = await requirePlan(context, id);
  if (state !== 'draft') throw new AppError('conflict');
  const changes = (await queries.listChanges(database, id)).map(changeOf);
  const figures = await workOutPlan(database, zoneId, { purpose, scope, changes });
  await inTransaction(database, async (transaction) => {
    const values = { ...queries.figureColumns(figures), computedAt: now };
    if (!(await queries.renewFigures(transaction, { id, version }, values))) throw new AppError('conflict');
    await queries.replaceAreas(transaction, id, figures);
    await appendEvent(transaction, {
      zoneId,
      subject: 'plan',
      subjectId: id,
      type: 'renewed',
      viewer,
      occurredAt: now,
    });
  });
}

/** Does so for every draft of a zone that is older than what is known of the zone. */
export async function renewPlans(context: Context, slug: string): Promise<void> {
  const { plans } = await listPlans(context, slug);
  for (const { id } of plans.filter(({ isOutdated }) => isOutdated)) await renewPlan(context, id);
}
