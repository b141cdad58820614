import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import {
  findLive,
  findStateInZone,
  hasPatrolUnit,
  type LiveRow,
  lockResponses,
  updateResponse,
} from './incidents.queries.ts';
import type { IncidentChange } from './incidents.schema.ts';
import { canGo, endedStates, needsReason } from './incidents.states.ts';
import { stateOf } from './incidents.views.ts';
import { tellIncident } from './telling.service.ts';

/**
 * Takes a live incident one step along `domain.md`'s arrows and tells everybody who may hear of it. Refuses with
 * `conflict` when somebody changed it first or there is no such arrow, and with `invalid` what the step lacks.
 */
export async function changeIncident(context: Context, change: IncidentChange): Promise<void> {
  const seen = (await findLive(context.database, change.id)) ?? notFound();
  requireMay(context.viewer, 'incident.work', seen.zoneId);
  await inTransaction(context.database, async (transaction) => {
    await lockResponses(transaction, change.mergedInto ? [change.id, change.mergedInto] : [change.id]);
    const row = (await findLive(transaction, change.id)) ?? notFound();
    if (row.state !== change.from) throw new AppError('conflict', `it is ${row.state} by now`);
    if (!canGo(stateOf(row), change.to)) throw new AppError('conflict', `no arrow ${row.state} -> ${change.to}`);
    await requireWhatItNeeds(transaction, row, change);
    await updateResponse(transaction, row.id, {
      state: change.to,
      reason: change.reason,
      changedAt: context.now,
      ...(change.patrolUnitId && { patrolUnitId: change.patrolUnitId }),
      ...(change.mergedInto && { mergedInto: change.mergedInto }),
      ...(change.dailyLogNumber && { dailyLogNumber: change.dailyLogNumber }),
      ...(change.handedTo && { handedTo: change.handedTo }),
    });
    await appendEvent(transaction, {
      zoneId: row.zoneId,
      subject: 'incident',
      subjectId: row.id,
      type: change.to,
      viewer: context.viewer,
      occurredAt: context.now,
      payload: {
        from: row.state,
        to: change.to,
        reason: change.reason,
        patrolUnitId: change.patrolUnitId ?? null,
        mergedInto: change.mergedInto ?? null,
        handedTo: change.handedTo ?? null,
      },
    });
    await tellIncident(context, transaction, row.id);
  });
}

async function requireWhatItNeeds(transaction: Transaction<DB>, row: LiveRow, change: IncidentChange): Promise<void> {
  const mistakes: Record<string, string> = {};
  if (needsReason(stateOf(row), change.to) && change.reason === '') mistakes.reason = 'mistakeRequired';
  if (change.to === 'assigned' && !change.patrolUnitId && !row.patrolUnitId) mistakes.patrolUnitId = 'mistakeChoice';
  if (change.patrolUnitId && !(await hasPatrolUnit(transaction, row.stationId, change.patrolUnitId))) {
    mistakes.patrolUnitId = 'mistakeChoice';
  }
  if (change.to === 'merged' && !(await canMergeInto(transaction, row, change.mergedInto))) {
    mistakes.mergedInto = 'mistakeChoice';
  }
  if (Object.keys(mistakes).length > 0) throw new AppError('invalid', 'the step lacks something', mistakes);
}

/** Another incident of the zone that is neither merged itself nor a false alarm, so that merging never goes in circles. */
async function canMergeInto(transaction: Transaction<DB>, row: LiveRow, target: string | undefined): Promise<boolean> {
  if (!target || target === row.id) return false;
  const state = await findStateInZone(transaction, row.zoneId, target);
  return state !== undefined && (state === 'closed' || !endedStates.includes(state));
}
