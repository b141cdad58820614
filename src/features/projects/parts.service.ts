import { inTransaction } from '../../../db/client/transaction.ts';
import { localDay } from '../../compute/calendar/local-day.ts';
import { may, requireAccount } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { newId } from '../../server/identifiers.ts';
import { listOrganisationsOfZone } from '../../server/zone-choices.queries.ts';
import { type Managed, recordChange, tellEverybody, withManaged } from './managed.ts';
import {
  findTask,
  insertMilestone,
  insertTask,
  listMilestones,
  finishMilestone as markMilestone,
  saveMoney,
  updateTask,
} from './parts.queries.ts';
import { findProject, lockProject } from './projects.queries.ts';
import type { MoneyLine, NewMilestone, NewTask } from './projects.schema.ts';

/** Adds a milestone at the end. */
export function addMilestone(context: Context, number: number, input: NewMilestone): Promise<void> {
  return withManaged(context, number, async (managed) => {
    const id = newId();
    const { milestoneTitle: title, milestoneDueOn: dueOn = null } = input;
    await insertMilestone(managed.transaction, { id, projectId: managed.project.id, title, dueOn });
    await recordChange(context, managed, 'milestone-added', { milestoneId: id, title, dueOn });
  });
}

/** Marks a milestone reached today and has everybody told. */
export function finishMilestone(context: Context, number: number, milestoneId: string): Promise<void> {
  return withManaged(context, number, async (managed) => {
    const doneOn = await today(context, managed);
    const isMarked = await markMilestone(managed.transaction, { projectId: managed.project.id, milestoneId, doneOn });
    if (!isMarked) throw new AppError('conflict', 'no such milestone that is not done yet');
    await recordChange(context, managed, 'milestone-done', { milestoneId, doneOn });
    await tellEverybody(context, managed, 'milestone-done');
  });
}

/** Gives somebody something to do; its owner is an organisation that works in the zone. */
export function addTask(context: Context, number: number, input: NewTask): Promise<void> {
  return withManaged(context, number, async (managed) => {
    await requireTaskPlaces(managed, input);
    const task = {
      id: newId(),
      projectId: managed.project.id,
      organisationId: input.taskOrganisationId ?? null,
      milestoneId: input.taskMilestoneId ?? null,
      title: input.taskTitle,
      dueOn: input.taskDueOn ?? null,
    };
    await insertTask(managed.transaction, { ...task, createdAt: context.now });
    await recordChange(context, managed, 'task-added', { ...task });
  });
}

async function requireTaskPlaces({ transaction, project }: Managed, input: NewTask): Promise<void> {
  const organisations = await listOrganisationsOfZone(transaction, project.zoneId);
  if (input.taskOrganisationId && !organisations.some(({ id }) => id === input.taskOrganisationId))
    throw new AppError('invalid', 'organisation elsewhere', { taskOrganisationId: 'mistakeChoice' });
  const milestones = await listMilestones(transaction, project.id);
  if (input.taskMilestoneId && !milestones.some(({ id }) => id === input.taskMilestoneId))
    throw new AppError('invalid', 'milestone of another project', { taskMilestoneId: 'mistakeChoice' });
}

/** A member of the organisation that a task is given to takes it on. */
export function takeTask(context: Context, number: number, taskId: string): Promise<void> {
  return withTask(context, number, taskId, async (managed, task) => {
    const account = requireAccount(context.viewer);
    if (task.accountId) throw new AppError('conflict', 'somebody has the task already');
    await updateTask(managed.transaction, taskId, { accountId: account.id });
    await recordChange(context, managed, 'task-taken', { taskId });
  });
}

/** A member of the organisation that a task is given to, or who manages the project, marks it done today. */
export function finishTask(context: Context, number: number, taskId: string): Promise<void> {
  return withTask(context, number, taskId, async (managed, task) => {
    if (task.doneOn) throw new AppError('conflict', 'the task is done already');
    const doneOn = await today(context, managed);
    await updateTask(managed.transaction, taskId, { doneOn });
    await recordChange(context, managed, 'task-done', { taskId, doneOn });
  });
}

type Task = NonNullable<Awaited<ReturnType<typeof findTask>>>;

/** Runs `work` on a task for a member of the organisation that it is given to, or who manages the project. */
function withTask(
  context: Context,
  number: number,
  taskId: string,
  work: (managed: Managed, task: Task) => Promise<void>,
): Promise<void> {
  requireAccount(context.viewer);
  return inTransaction(context.database, async (transaction) => {
    const project = await lockProject(transaction, number);
    const task = project && (await findTask(transaction, project.id, taskId));
    if (!project || !task) notFound();
    const isOurs = task.organisationId !== null && context.viewer.organisationIds.includes(task.organisationId);
    if (!isOurs && !may(context.viewer, 'project.manage', project.zoneId)) notFound();
    if (project.state === 'cancelled') throw new AppError('conflict', 'A cancelled project does not change.');
    return work({ transaction, project }, task);
  });
}

/**
 * Writes one line of money: a fiscal year and a source.
 * @throws AppError `invalid` when more would be disbursed than was committed or carried over
 */
export function saveMoneyLine(context: Context, number: number, line: MoneyLine): Promise<void> {
  return withManaged(context, number, async (managed) => {
    if (line.disbursedBaht > line.committedBaht + line.carriedOverBaht)
      throw new AppError('invalid', 'more disbursed than committed', { disbursedBaht: 'projects.mistakeDisbursed' });
    await saveMoney(managed.transaction, { id: newId(), projectId: managed.project.id, ...line });
    await recordChange(context, managed, 'money-set', { ...line });
  });
}

/** Today on the zone's wall clock; asks inside the open transaction. */
async function today(context: Context, { transaction, project }: Managed): Promise<string> {
  const row = await findProject(transaction, project.number);
  return localDay(context.now, row?.timeZone ?? 'Asia/Bangkok');
}
