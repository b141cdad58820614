import { inTransaction } from '../../../db/client/transaction.ts';
import { writeWebhookKey } from '../../formats/standard-webhooks.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newSecret } from '../../server/identifiers.ts';
import { deriveKey, keySettingName } from '../../server/key-secret.ts';
import { findOrInsertSetting } from '../../server/made-settings.queries.ts';
import { breaksUnique } from '../../server/unique.ts';
import { requireCamera } from '../cameras/cameras.service.ts';
import { getManagedPost } from '../sos-posts/sos-posts.service.ts';
import { endKey, endOlderKeys, insertKey, listKeys } from './device-keys.queries.ts';
import { type DeviceReference, findSignal } from './signals.queries.ts';

/** How long the key before a new one is good, for somebody to bring the new one to the device. */
export const rotationHours = 24;
const daysShown = 30;

/** The zone and interval of a device, for its officers and its owner; for others it does not exist. */
function requireManaged(context: Context, { kind, id }: DeviceReference) {
  return kind === 'camera' ? requireCamera(context, id) : getManagedPost(context, id);
}

/** A key as it is told, once: `whsec_` and base64. */
export interface MadeKey {
  number: number;
  key: string;
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

/**
 * Makes a device its next key and returns it, as it is written for people: the one time that it is told. The key before
 * stays good for a day, older ones end.
 */
export async function makeKey(context: Context, device: DeviceReference): Promise<MadeKey> {
  const { zoneId } = await requireManaged(context, device);
  const { database, now } = context;
  const setting = { key: keySettingName, value: newSecret(), updatedAt: now };
  const serverSecret = String(await findOrInsertSetting(database, setting));
  const lastEndsAt = new Date(now.getTime() + rotationHours * 3_600_000);
  const number = await inTransaction(database, async (transaction) => {
    const made = await insertKey(transaction, device, now).catch(asConflict);
    await endOlderKeys(transaction, { deviceId: device.id, number: made, now, lastEndsAt });
    await recordKey({ ...context, database: transaction }, device, zoneId, 'key-made', made);
    return made;
  });
  return { number, key: writeWebhookKey(deriveKey(serverSecret, device.id, number)) };
}

function asConflict(error: unknown): never {
  if (breaksUnique(error)) throw new AppError('conflict', 'another key was made at the same moment');
  throw error;
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
