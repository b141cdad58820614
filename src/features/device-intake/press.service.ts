import { inTransaction } from '../../../db/client/transaction.ts';
import { readMoment } from '../../formats/moments.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { recordPress } from '../incidents/pressing.service.ts';
import { followDevice } from './follow-device.ts';
import { hearDevice } from './signals.queries.ts';
import { parseJson, requireSigned, type SignedMessage } from './signed-message.ts';

/**
 * Takes a press of an SOS post, and returns once it is committed: an incident of the gravest kind, or one more press of
 * the one before (`joined`). Who may send one is decided by its signature alone, as with heartbeats, and a press counts
 * as one. Whatever else its body says, a press that the post has signed is a press.
 * One that may have waited on its way is taken for so long, and was pressed when it was sent unless it says otherwise.
 * @throws AppError `not-found` unless one of the keys of an SOS post has signed it now
 */
export async function takePress(
  context: Context,
  message: SignedMessage,
  { longestWaitSeconds }: { longestWaitSeconds?: number } = {},
): Promise<'received' | 'joined' | 'repeated'> {
  const { kind, webhook } = await requireSigned(context, message, longestWaitSeconds);
  if (kind !== 'sos-post') notFound();
  const sentAt = longestWaitSeconds === undefined ? undefined : readMoment(message.headers.timestamp);
  const pressedAt = readPressedAt(message.body) ?? sentAt;
  return inTransaction(context.database, async (transaction) => {
    const post = { kind, id: message.deviceId };
    const before = await hearDevice(transaction, post, webhook);
    if (!before) return 'repeated';
    const inside = { ...context, database: transaction };
    await followDevice(inside, transaction, { ...post, fault: before.fault }, {});
    return recordPress(inside, transaction, post.id, { pressedAt });
  });
}

/** When it was pressed by the post's own clock, if it says so in a way that can be read. */
function readPressedAt(body: Uint8Array): Date | undefined {
  const told = body.length > 0 ? parseJson(body) : undefined;
  const isRecord = typeof told === 'object' && told !== null && 'pressedAt' in told;
  return isRecord ? readMoment(told.pressedAt) : undefined;
}
