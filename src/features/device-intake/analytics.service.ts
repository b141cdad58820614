import type { ReadReadings } from '../../formats/camera-reading.ts';
import { readFrigate } from '../../formats/frigate.ts';
import { readGenericReadings } from '../../formats/generic-readings.ts';
import { readOpenAlpr } from '../../formats/openalpr.ts';
import { readPlateRecognizer } from '../../formats/plate-recognizer.ts';
import { readWebhook, toleranceSeconds, type WebhookHeaders } from '../../formats/standard-webhooks.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { isId } from '../../server/identifiers.ts';
import { deriveKey } from '../../server/key-secret.ts';
import { takeReadings } from '../alerts/hits.service.ts';
import { findReadingCamera, rememberMessage } from './analytics.queries.ts';
import { findKnownDevice } from './device-keys.queries.ts';
import { isOneOf, shownSecret } from './shown-secret.ts';

/** The forms in which recognisers tell what they saw; the last part of the address says which. */
export const analyticsSources = ['frigate', 'plate-recognizer', 'openalpr', 'generic'] as const;
export type AnalyticsSource = (typeof analyticsSources)[number];

/** What came, as it came. */
export interface AnalyticsMessage {
  cameraId: string;
  source: string;
  signature: WebhookHeaders;
  shown: { authorization: string | undefined; key: string | undefined };
  contentType: string;
  body: Uint8Array<ArrayBuffer>;
}

/** What the sender is told; never whether anything was watched. */
export type AnalyticsAnswer = 'received' | 'repeated' | 'paused';

/**
 * Takes what a camera's recogniser tells. Who may send is decided by the camera's own key alone: it signs the message
 * (Standard Webhooks), or is shown with it by recognisers that cannot sign. What a paused camera sees is dropped.
 * @throws AppError `not-found` without one of the camera's keys, and for a form that is not known; `invalid` for a
 *   message that is not of its form, with the reason as its message
 */
export async function takeAnalytics(context: Context, message: AnalyticsMessage): Promise<AnalyticsAnswer> {
  const { database, now } = context;
  const source = analyticsSources.find((name) => name === message.source);
  const webhookId = await requireKey(context, message);
  const camera = (await findReadingCamera(database, message.cameraId)) ?? notFound();
  if (!source) notFound();
  const read = await readAs(source, message);
  if (!read.ok) throw new AppError('invalid', read.refusal);
  if (camera.link === 'paused') return 'paused';
  const expiresAt = new Date(now.getTime() + 2 * toleranceSeconds * 1000);
  const remembered = { deviceId: camera.id, webhookId: webhookId ?? '', expiresAt };
  await takeReadings(context, camera, source, read.readings);
  // Last, so that what was not taken can be sent again; hits know by themselves what came before.
  return webhookId && !(await rememberMessage(database, remembered)) ? 'repeated' : 'received';
}

/** The id of a signed message, undefined for one whose key is only shown. Refuses whoever has neither. */
async function requireKey(
  { database, now }: Context,
  { cameraId, signature, shown, body }: AnalyticsMessage,
): Promise<string | undefined> {
  const known = isId(cameraId) ? await findKnownDevice(database, cameraId, now) : undefined;
  // Checked all the same for a camera that is not there, so that time does not tell which are.
  const { serverSecret, numbers } = known ?? { serverSecret: 'nobody', numbers: [1] };
  const keys = numbers.map((number) => deriveKey(serverSecret, cameraId, number));
  const webhookId = readWebhook(signature, body, keys, now);
  const secret = shownSecret(shown);
  const isShown = secret !== undefined && isOneOf(secret, keys);
  if (known?.kind !== 'camera' || (!webhookId && !isShown)) notFound();
  return webhookId;
}

function readAs(
  source: AnalyticsSource,
  { body, contentType }: AnalyticsMessage,
): ReadReadings | Promise<ReadReadings> {
  if (source === 'frigate') return readFrigate(body);
  if (source === 'plate-recognizer') return readPlateRecognizer(body, contentType);
  return source === 'openalpr' ? readOpenAlpr(body) : readGenericReadings(body);
}
