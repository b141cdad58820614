import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { requireCamera } from '../cameras/cameras.service.ts';
import { getManagedPost } from '../sos-posts/sos-posts.service.ts';
import { endKey, endOlderKeys, insertKey, listKeys } from './device-keys.queries.ts';
import { type MadeKey, makeNextKey } from './next-key.ts';
import { type DeviceReference, findSignal } from './signals.queries.ts';

const daysShown = 30;

/** The zone and interval of a device, for its officers and its owner; for others it does not exist. */
function requireManaged(context: Context, { kind, id }: DeviceReference) {
  return kind === 'camera' ? requireCamera(context, id) : getManagedPost(context, id);
}

/** How a device is heard, for who manages it: when last, how often it should be, and which keys it has. */
export async function getSignal(context: Context, device: DeviceReference) {
  const { zoneId, heartbeatMinutes } = await requireManaged(context, device);
  const { database, now } = context;
  const endedAfter = new Date(now.getTime() - daysShown * 86_400_000);
  const [signal, keys] = await Promise.all([
    findSignal(database, device.id),
    listKeys(database, device.id, endedAfter),
  ]);
  const isGood = ({ endsAt }: { endsAt: Date | null }): boolean => endsAt === null || endsAt > now;
  return {
    zoneId,
    heartbeatMinutes,
    lastHeardAt: signal?.lastHeardAt,
    fault: signal?.fault ?? null,
    keys: keys.map((key) => ({ ...key, isGood: isGood(key) })),
  };
}

/** Makes a device its next key, for its officers and its owner. */
export async function makeKey(context: Context, device: DeviceReference): Promise<MadeKey> {
  const { zoneId } = await requireManaged(context, device);
  const { now } = context;
  return makeNextKey(context, device.id, {
    insert: (transaction) => insertKey(transaction, device, now),
    endOlder: (transaction, number, lastEndsAt) =>
      endOlderKeys(transaction, { deviceId: device.id, number, now, lastEndsAt }),
    note: (transaction, number) => recordKey({ ...context, database: transaction }, device, zoneId, 'key-made', number),
  });
}

/** Ends a key at once: what is signed with it alone is taken no longer. */
export async function revokeKey(
  context: Context,
  device: DeviceReference,
  { number }: { number: number },
): Promise<void> {
  const { zoneId } = await requireManaged(context, device);
  await inTransaction(context.database, async (transaction) => {
    if (!(await endKey(transaction, device.id, number, context.now))) notFound();
    await recordKey({ ...context, database: transaction }, device, zoneId, 'key-ended', number);
  });
}

async function recordKey(
  { database, viewer, now }: Context,
  { kind, id }: DeviceReference,
  zoneId: string,
  type: string,
  number: number,
): Promise<void> {
  const subject = { subject: kind, subjectId: id, zoneId };
  await appendEvent(database, { ...subject, type, viewer, occurredAt: now, payload: { number } });
}
