import type { Transaction } from 'kysely';
import type { DB } from '../../../../db/types.ts';
import { anonymous } from '../../../server/access.ts';
import type { Context } from '../../../server/context.ts';
import { appendEvent } from '../../../server/events.ts';
import { tell } from '../../../server/live/streams.ts';

/** Notes that a source is missed, and tells the zone's officers to look which are. */
export function noteSilence(
  context: Pick<Context, 'now'>,
  transaction: Transaction<DB>,
  source: { id: string; zoneId: string; silentSince: Date },
): Promise<void> {
  return note(context, transaction, source, 'silent', { silentSince: source.silentSince.toISOString() });
}

/** Notes that a source that was missed is heard again. */
export function noteHeardAgain(
  context: Pick<Context, 'now'>,
  transaction: Transaction<DB>,
  source: { id: string; zoneId: string },
): Promise<void> {
  return note(context, transaction, source, 'heard-again', {});
}

async function note(
  { now }: Pick<Context, 'now'>,
  transaction: Transaction<DB>,
  { id, zoneId }: { id: string; zoneId: string },
  type: string,
  payload: Record<string, string>,
): Promise<void> {
  const subject = { zoneId, subject: 'source', subjectId: id } as const;
  await appendEvent(transaction, { ...subject, type, viewer: anonymous, occurredAt: now, payload });
  const entry = { audience: 'officer', payload: { audience: 'officer', kind: 'sources' } } as const;
  await tell(transaction, zoneId, [entry], now);
}
