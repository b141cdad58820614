import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { hashSecret } from '../../server/identifiers.ts';
import { type AttemptKind, countAttemptsSince, insertAttempt } from './sign-in.queries.ts';

const windowMilliseconds = 15 * 60_000;
const mostAttempts = 10;

/**
 * Counts a try at a secret of one address or account and refuses the eleventh within a quarter of an hour. The subject
 * is stored hashed; counting in the database holds over every server and over restarts.
 */
export async function countAttempt(context: Context, kind: AttemptKind, subject: string): Promise<void> {
  const subjectHash = hashSecret(`${kind} ${subject}`);
  const since = new Date(context.now.getTime() - windowMilliseconds);
  const count = await countAttemptsSince(context.database, kind, subjectHash, since);
  if (count >= mostAttempts) throw new AppError('too-many');
  await insertAttempt(context.database, kind, subjectHash, context.now);
}
