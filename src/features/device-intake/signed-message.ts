import { readWebhook, toleranceSeconds, type WebhookHeaders } from '../../formats/standard-webhooks.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { isId } from '../../server/identifiers.ts';
import { deriveKey } from '../../server/key-secret.ts';
import type { DeviceKind } from './conditions.ts';
import { findKnownDevice, type KnownDevice } from './device-keys.queries.ts';

/** A message from a device as it came: who it says it is, its signature and its bytes. */
export interface SignedMessage {
  deviceId: string;
  headers: WebhookHeaders;
  body: Uint8Array;
}

/** Checked all the same for a device that is not there, so that time does not tell which are. */
const nobody: KnownDevice = { kind: 'camera', serverSecret: 'nobody', numbers: [1] };

/**
 * The kind of the device and its message, to be taken once, if one of its keys signed it just now. Whatever is wrong with
 * the signature, or with the device, is answered alike.
 * @throws AppError `not-found` for any other
 */
export async function requireSigned(
  { database, now }: Context,
  { deviceId, headers, body }: SignedMessage,
  longestWaitSeconds = toleranceSeconds,
): Promise<{ kind: DeviceKind; webhook: { id: string; expiresAt: Date; now: Date } }> {
  const known = isId(deviceId) ? await findKnownDevice(database, deviceId, now) : undefined;
  const { kind, serverSecret, numbers } = known ?? nobody;
  const keys = numbers.map((number) => deriveKey(serverSecret, deviceId, number));
  const id = readWebhook(headers, body, keys, now, longestWaitSeconds);
  if (!known || !id) notFound();
  const expiresAt = new Date(now.getTime() + (toleranceSeconds + longestWaitSeconds) * 1000);
  return { kind, webhook: { id, expiresAt, now } };
}

/** What the bytes say; undefined when they are no JSON. */
export function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
