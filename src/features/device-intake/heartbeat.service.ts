import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { type Heartbeat, heartbeat } from './device-intake.schema.ts';
import { followDevice } from './follow-device.ts';
import { hearDevice } from './signals.queries.ts';
import { parseJson, requireSigned, type SignedMessage } from './signed-message.ts';

/**
 * Takes a heartbeat. Who may send one is decided by its signature alone; whatever is wrong with that, or with the
 * device, is answered alike. A message that came before changes nothing and is said to be repeated. Nothing is
 * appended to the device's history unless its condition changes.
 * @throws AppError `not-found` unless one of the device's keys has signed it now; `invalid` for a body that is none
 */
export async function takeHeartbeat(context: Context, message: SignedMessage): Promise<'received' | 'repeated'> {
  const { kind, webhook } = await requireSigned(context, message);
  const told = readHeartbeat(message.body);
  return inTransaction(context.database, async (transaction) => {
    const device = { kind, id: message.deviceId };
    const before = await hearDevice(transaction, device, webhook);
    if (!before) return 'repeated';
    await followDevice({ ...context, database: transaction }, transaction, { ...device, fault: before.fault }, told);
    return 'received';
  });
}

/** A body without a word is a heartbeat too. */
function readHeartbeat(body: Uint8Array): Heartbeat {
  if (body.length === 0) return {};
  const read = heartbeat.safeParse(parseJson(body));
  if (!read.success) throw new AppError('invalid', 'no heartbeat');
  return read.data;
}
