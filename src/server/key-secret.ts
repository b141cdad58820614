import { createHmac } from 'node:crypto';

/** The name of the setting that every device's key is made from, made at random when the first key is asked for. */
export const keySettingName = 'device-key-secret';

/**
 * The bytes that a device, or another system, signs with.
 *
 * Passwords and links are stored hashed; this cannot be, because whoever checks an HMAC needs the very key that it was
 * made with. So nothing is stored: the key follows from one secret of the server, the sender and the key's number.
 * A list of keys, an export of it, a log or an event therefore tells nothing to sign with, and a key that was lost
 * cannot be shown again by the portal. Whoever reads the whole database can make keys, as they could turn a camera off
 * there at once; a backup is to be kept like the server itself.
 */
export function deriveKey(serverSecret: string, senderId: string, number: number): Uint8Array {
  return createHmac('sha256', serverSecret).update(`device-key ${senderId} ${number}`).digest();
}
