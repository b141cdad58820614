import { createHmac, timingSafeEqual } from 'node:crypto';

/*
 * Signatures of messages between machines, as https://www.standardwebhooks.com describes them: the sender signs
 * `id.timestamp.body` with a key that both sides know, and sends id, time and signatures along in headers.
 */

/** What a message carries in its headers; a header that is not there is undefined. */
export interface WebhookHeaders {
  id: string | undefined;
  /** Seconds since 1970, as it was written. */
  timestamp: string | undefined;
  /** `v1,<base64>`, several separated by spaces while keys rotate. */
  signature: string | undefined;
}

/** How far the sender's clock may be from ours, to either side. */
export const toleranceSeconds = 300;

/** With a full stop in it, one signed text could be read as two different messages. */
const idForm = /^[!-\-/-~]{1,128}$/;
const timestampForm = /^\d{1,12}$/;
/** Nobody holds more keys at once; what comes after is not looked at. */
const mostSignatures = 8;

/** The signature of a message, as it stands in its header: `v1,<base64 of HMAC-SHA256>`. */
export function signWebhook(message: { id: string; timestamp: string; body: Uint8Array }, key: Uint8Array): string {
  return `v1,${digestOf(message, key).toString('base64')}`;
}

/**
 * The id of a message that one of the keys has signed within five minutes of `now`, or longer before where it may have
 * waited on its way; undefined for any other. How long it takes does not depend on how much of a signature is right. That
 * an id is taken once is for the caller to see to.
 */
export function readWebhook(
  { id, timestamp, signature }: WebhookHeaders,
  body: Uint8Array,
  keys: readonly Uint8Array[],
  now: Date,
  longestWaitSeconds = toleranceSeconds,
): string | undefined {
  if (!id || !timestamp || !signature || !idForm.test(id) || !timestampForm.test(timestamp)) return undefined;
  const given = readSignatures(signature);
  const expected = keys.map((key) => digestOf({ id, timestamp, body }, key));
  const matches = expected.flatMap((digest) => given.map((one) => timingSafeEqual(digest, one)));
  const ageSeconds = now.getTime() / 1000 - Number(timestamp);
  const isFresh = ageSeconds >= -toleranceSeconds && ageSeconds <= longestWaitSeconds;
  return isFresh && matches.includes(true) ? id : undefined;
}

/** A key as it is given to people: `whsec_` and its bytes in base64. */
export const writeWebhookKey = (key: Uint8Array): string => `whsec_${Buffer.from(key).toString('base64')}`;

function digestOf({ id, timestamp, body }: { id: string; timestamp: string; body: Uint8Array }, key: Uint8Array) {
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** The signatures of version 1 that have the length of one; those of other versions are not ours to check. */
function readSignatures(header: string): Buffer[] {
  return header
    .split(' ', mostSignatures)
    .filter((one) => /^v1,[A-Za-z0-9+/]{43}=$/.test(one))
    .map((one) => Buffer.from(one.slice('v1,'.length), 'base64'));
}
