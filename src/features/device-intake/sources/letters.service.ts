import type { Database } from '../../../../db/client/database.ts';
import { inTransaction } from '../../../../db/client/transaction.ts';
import { requireAdministrator } from '../../../server/access.ts';
import { recordLook } from '../../../server/audit.ts';
import type { Context } from '../../../server/context.ts';
import { notFound } from '../../../server/errors.ts';
import { readProfile, recordTold } from './ingest.service.ts';
import { judge } from './judge.ts';
import { deleteBefore, deleteLetter, findLetter, listLetterIds, lockLetter, updateReason } from './letters.queries.ts';
import { findSource } from './sources.queries.ts';
import { noteSource } from './sources.service.ts';

/** How long what was refused is kept: it may hold what somebody said of somebody. */
export const keptDays = 30;

/** What a refused message said, for mending the profile. The look is on record before it is shown. */
export async function openLetter(context: Context, sourceId: string, letterId: string) {
  requireAdministrator(context.viewer);
  const { zoneId } = (await findSource(context.database, sourceId)) ?? notFound();
  const { body, ...letter } = (await findLetter(context.database, sourceId, letterId)) ?? notFound();
  const look = { zoneId, action: 'dead-letter.look', subject: 'source', subjectId: sourceId };
  await recordLook(context.database, { viewer: context.viewer, ...look, now: context.now });
  return { ...letter, text: new TextDecoder().decode(body) };
}

/** How many of the messages that were run again are incidents now, and how many stayed. */
export interface RunAgain {
  recorded: number;
  refused: number;
}

/**
 * Runs what was refused of a source again, one message or all of them, as it is understood now. What succeeds becomes
 * an incident of the time that it told, or of when it came, and leaves the list; what does not says why.
 */
export async function runAgain(context: Context, sourceId: string, letterId?: string): Promise<RunAgain> {
  requireAdministrator(context.viewer);
  const stored = (await findSource(context.database, sourceId)) ?? notFound();
  const source = { id: sourceId, zoneId: stored.zoneId, profile: readProfile(stored.profile) };
  const ids = letterId ? [letterId] : await listLetterIds(context.database, sourceId);
  const result: RunAgain = { recorded: 0, refused: 0 };
  for (const id of ids) {
    const became = await runOne(context, source, id);
    if (became) result[became] += 1;
    else if (letterId) notFound();
  }
  return result;
}

async function runOne(
  context: Context,
  source: { id: string; zoneId: string; profile: ReturnType<typeof readProfile> },
  letterId: string,
): Promise<keyof RunAgain | undefined> {
  const letter = await findLetter(context.database, source.id, letterId);
  if (!letter) return undefined;
  const verdict = await judge(context.database, source, letter);
  // One by one: on the embedded engine an open transaction holds everybody else up.
  return inTransaction(context.database, async (transaction) => {
    if (!(await lockLetter(transaction, letterId))) return undefined;
    if ('reason' in verdict) {
      await updateReason(transaction, letterId, verdict.reason);
      return 'refused';
    }
    await deleteLetter(transaction, letterId);
    await recordTold({ ...context, database: transaction }, source, verdict);
    return 'recorded';
  });
}

/** Takes a refused message from the list for good. */
export async function dropLetter(context: Context, sourceId: string, letterId: string): Promise<void> {
  requireAdministrator(context.viewer);
  const { zoneId } = (await findSource(context.database, sourceId)) ?? notFound();
  if (!(await findLetter(context.database, sourceId, letterId))) notFound();
  await inTransaction(context.database, async (transaction) => {
    if (!(await deleteLetter(transaction, letterId))) notFound();
    await noteSource({ ...context, database: transaction }, { id: sourceId, zoneId }, 'letter-dropped', {});
  });
}

/** Forgets what was refused long ago. For the system itself (the job `retention.sweep`), so there is no viewer to check. */
export function sweepLetters(database: Database, now: Date): Promise<void> {
  return deleteBefore(database, new Date(now.getTime() - keptDays * 86_400_000));
}
