import { inTransaction } from '../../../db/client/transaction.ts';
import { isVerifiedAs, may, requireAccount } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { recordChange, tellEverybody, withManaged } from './managed.ts';
import { didTheWork, listConfirmations, moderateConfirmation, saveConfirmation } from './parts.queries.ts';
import { findProject, lockProject } from './projects.queries.ts';
import type { Confirmation, ConfirmationModeration } from './projects.schema.ts';
import { neighboursNeeded, standingOf } from './standing.ts';

/** Why the viewer is not asked whether the place is better; `undefined` when the viewer is. */
export type NotAsked = 'not-done' | 'sign-in' | 'not-verified' | 'did-the-work';

/** What neighbours say of a project: how it stands, their words as far as the viewer may see them, the viewer's own. */
export async function getConfirmations(context: Context, number: number) {
  const project = await findProject(context.database, number);
  if (!project) notFound();
  const rows = await listConfirmations(context.database, project.id);
  const mayModerate = may(context.viewer, 'project.manage', project.zoneId);
  const account = context.viewer.account;
  const own = rows.find((row) => row.accountId === account?.id);
  return {
    standing: standingOf(rows, project.doneAt, context.now),
    words: rows
      .filter((row) => row.words !== '' && (mayModerate || row.wordsModeration === 'visible' || row === own))
      .map(({ id, isBetter, words, wordsModeration }) => ({ id, isBetter, words, wordsModeration })),
    own: own ? { isBetter: own.isBetter, words: own.words } : undefined,
    notAsked: await whyNotAsked(context, project),
    mayModerate,
  };
}

async function whyNotAsked(
  context: Context,
  project: { id: string; zoneId: string; state: string },
): Promise<NotAsked | undefined> {
  if (!isFinished(project.state)) return 'not-done';
  const { account } = context.viewer;
  if (!account) return 'sign-in';
  if (!isVerifiedAs(context.viewer, 'contact')) return 'not-verified';
  const isDoer =
    may(context.viewer, 'project.manage', project.zoneId) ||
    (await didTheWork(context.database, project.id, account.id));
  return isDoer ? 'did-the-work' : undefined;
}

const isFinished = (state: string): boolean => state === 'done' || state === 'evaluated';

/**
 * A neighbour says whether the place is better; saying it again replaces what was said.
 * @throws AppError `conflict` for who did the work, is not verified, or before it is done
 */
export function confirmProject(context: Context, number: number, input: Confirmation): Promise<void> {
  const account = requireAccount(context.viewer);
  return inTransaction(context.database, async (transaction) => {
    const project = await lockProject(transaction, number);
    if (!project) notFound();
    const reason = await whyNotAsked({ ...context, database: transaction }, project);
    if (reason) throw new AppError('conflict', reason);
    const before = standingOf(await listConfirmations(transaction, project.id), project.doneAt, context.now);
    await saveConfirmation(transaction, {
      projectId: project.id,
      accountId: account.id,
      isBetter: input.isBetter,
      words: input.words,
      createdAt: context.now,
    });
    const after = standingOf(await listConfirmations(transaction, project.id), project.doneAt, context.now);
    const managed = { transaction, project };
    await recordChange(context, managed, 'neighbour-answered', { isBetter: input.isBetter });
    if (before.better >= neighboursNeeded || after.better < neighboursNeeded) return;
    await recordChange(context, managed, 'neighbours-confirmed');
    await tellEverybody(context, managed, 'neighbours-confirmed');
  });
}

/** Shows or hides what a neighbour wrote. */
export function moderateWords(context: Context, number: number, input: ConfirmationModeration): Promise<void> {
  return withManaged(context, number, async (managed) => {
    const isKnown = await moderateConfirmation(managed.transaction, { projectId: managed.project.id, ...input });
    if (!isKnown) notFound();
    await recordChange(context, managed, 'words-moderated', { ...input });
  });
}
