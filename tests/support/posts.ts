import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import { signWebhook, type WebhookHeaders } from '../../src/formats/standard-webhooks.ts';
import { newId } from '../../src/server/identifiers.ts';
import { type MadeZone, madeAt } from './factories.ts';

/** An SOS post in the middle of the zone. */
export async function makePost(
  database: Database,
  zone: MadeZone,
  given: { voiceAddress?: string; nameTh?: string } = {},
): Promise<string> {
  const id = newId();
  const row = {
    id,
    zoneId: zone.id,
    code: id.slice(-8),
    place: sql<string>`st_setsrid(st_makepoint(${zone.center[0]}, ${zone.center[1]}), 4326)`,
    source: 'test',
    sourceKey: id,
    createdAt: madeAt,
    changedAt: madeAt,
    ...given,
  };
  await database.insertInto('sosPost').values(row).execute();
  return id;
}

const bytesOf = (key: string): Buffer => Buffer.from(key.slice('whsec_'.length), 'base64');

/** A message signed with a key as it is told to people: its body's bytes and what goes into the headers. */
export function signed(
  text: string,
  key: string,
  { at = new Date(), webhookId = newId() }: { at?: Date; webhookId?: string } = {},
): { headers: WebhookHeaders & { id: string; timestamp: string; signature: string }; body: Buffer } {
  const body = Buffer.from(text);
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = signWebhook({ id: webhookId, timestamp, body }, bytesOf(key));
  return { headers: { id: webhookId, timestamp, signature }, body };
}

/** The same headers as they go over HTTP. */
export const webhookHeaders = ({ id, timestamp, signature }: ReturnType<typeof signed>['headers']) => ({
  'Content-Type': 'application/json',
  'webhook-id': id,
  'webhook-timestamp': timestamp,
  'webhook-signature': signature,
});
