import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB, JsonObject } from '../../../db/types.ts';
import { requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { type LockedProject, lockProject, updateProject } from './projects.queries.ts';

/** A project that a planner has in hand: locked until the transaction ends. */
export interface Managed {
  transaction: Transaction<DB>;
  project: LockedProject;
}

/**
 * Runs `work` on a project for somebody who may manage it; `refuses` when it is cancelled, since nothing of it changes then.
 * @throws AppError `not-found` for everybody else, as if it did not exist
 */
export function withManaged<Result>(
  context: Context,
  number: number,
  work: (managed: Managed) => Promise<Result>,
): Promise<Result> {
  return inTransaction(context.database, async (transaction) => {
    const project = await lockProject(transaction, number);
    if (!project) notFound();
    requireMay(context.viewer, 'project.manage', project.zoneId);
    if (project.state === 'cancelled') throw new AppError('conflict', 'A cancelled project does not change.');
    return work({ transaction, project });
  });
}

/** Appends what happened to the project and marks it changed, in the transaction that did it. */
export async function recordChange(
  context: Context,
  { transaction, project }: Managed,
  type: string,
  payload: JsonObject = {},
): Promise<void> {
  await updateProject(transaction, project.id, { changedAt: context.now });
  await appendEvent(transaction, {
    zoneId: project.zoneId,
    subject: 'project',
    subjectId: project.id,
    type,
    viewer: context.viewer,
    occurredAt: context.now,
    payload,
  });
}

/** Has everybody told who reported, endorsed or voted for what this project answers. */
export function tellEverybody(context: Context, { transaction, project }: Managed, eventType: string): Promise<void> {
  return context.jobs.send(transaction, 'project.tell', { projectId: project.id, eventType });
}
