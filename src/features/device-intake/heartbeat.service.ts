import type { Transaction } from 'kysely';
import { inTransaction } from '../../../db/client/transaction.ts';
import type { DB } from '../../../db/types.ts';
import { readWebhook, toleranceSeconds, type WebhookHeaders } from '../../formats/standard-webhooks.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { isId } from '../../server/identifiers.ts';
import { conditionOnceHeard, type DeviceKind } from './conditions.ts';
import { type Heartbeat, heartbeat } from './device-intake.schema.ts';
import { findKnownDevice, type KnownDevice } from './device-keys.queries.ts';
import { deriveKey } from './key-secret.ts';
import { noteCondition } from './note-condition.ts';
import { findCondition, hearDevice, updateFault } from './signals.queries.ts';

/** A message from a device as it came: who it says it is, its signature and its bytes. */
export interface SignedMessage {
  deviceId: string;
  headers: WebhookHeaders;
  body: Uint8Array;
}

/** Checked all the same for a device that is not there, so that time does not tell which are. */
const nobody: KnownDevice = { kind: 'camera', serverSecret: 'nobody', numbers: [1] };

/**
 * Takes a heartbeat. Who may send one is decided by its signature alone; whatever is wrong with that, or with the
 * device, is answered alike. A message that came before changes nothing and is said to be repeated. Nothing is
 * appended to the device's history unless its condition changes.
 * @throws AppError `not-found` unless one of the device's keys has signed it now; `invalid` for a body that is none
 */
export async function takeHeartbeat(context: Context, message: SignedMessage): Promise<'received' | 'repeated'> {
  const { kind, webhookId } = await requireSigned(context, message);
  const told = readBody(message.body);
  const { now } = context;
  const expiresAt = new Date(now.getTime() + 2 * toleranceSeconds * 1000);
  return inTransaction(context.database, async (transaction) => {
    const device = { kind, id: message.deviceId };
    const before = await hearDevice(transaction, device, { id: webhookId, expiresAt, now });
    if (!before) return 'repeated';
    await follow({ ...context, database: transaction }, transaction, { ...device, fault: before.fault }, told);
    return 'received';
  });
}

/** The kind of the device and the id of its message, if one of its keys signed it just now. */
async function requireSigned(
  { database, now }: Context,
  { deviceId, headers, body }: SignedMessage,
): Promise<{ kind: DeviceKind; webhookId: string }> {
  const known = isId(deviceId) ? await findKnownDevice(database, deviceId, now) : undefined;
  const { kind, serverSecret, numbers } = known ?? nobody;
  const keys = numbers.map((number) => deriveKey(serverSecret, deviceId, number));
  const webhookId = readWebhook(headers, body, keys, now);
  if (!known || !webhookId) notFound();
  return { kind, webhookId };
}

/** A body without a word is a heartbeat too. */
function readBody(body: Uint8Array): Heartbeat {
  if (body.length === 0) return {};
  const read = heartbeat.safeParse(parseJson(body));
  if (!read.success) throw new AppError('invalid', 'no heartbeat');
  return read.data;
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new AppError('invalid', 'no JSON');
  }
}

/** Keeps what the device told of its fault, and has its condition follow. */
async function follow(
  context: Context,
  transaction: Transaction<DB>,
  device: { kind: DeviceKind; id: string; fault: string | null },
  { condition: told, fault: code = '' }: Heartbeat,
): Promise<void> {
  const fault = told === 'faulty' ? code : told === 'working' ? null : device.fault;
  if (fault !== device.fault) await updateFault(transaction, device.id, fault);
  const before = await findCondition(transaction, device);
  if (before === undefined) return;
  const after = conditionOnceHeard(before, told, { hasToldOfFault: device.fault !== null });
  if (after === before) return;
  const type = after === 'faulty' ? 'fault-told' : before === 'faulty' ? 'fault-over' : 'signal-back';
  const payload = type === 'fault-told' && code ? { fault: code } : {};
  await noteCondition(context, device, { from: before, to: after, type, payload });
}
