import type { Database } from '../../db/client/database.ts';
import { newId } from '../../src/server/identifiers.ts';
import { madeAt } from './factories.ts';

/** Another system of a zone; with `isBusy` one that has a key, is silent, and told something that was refused. */
export async function leaveSource(
  database: Database,
  zoneId: string,
  { isBusy = true }: { isBusy?: boolean } = {},
): Promise<string> {
  const id = newId();
  const source = { id, zoneId, name: `ศูนย์สั่งการ ${id.slice(-6)}`, kind: 'dispatch', createdAt: madeAt };
  const silent = { lastHeardAt: madeAt, silentSince: madeAt, silenceMinutes: 10 };
  await database
    .insertInto('source')
    .values({ ...source, ...(isBusy && silent) })
    .execute();
  if (!isBusy) return id;
  await database.insertInto('sourceKey').values({ sourceId: id, number: 1, createdAt: madeAt }).execute();
  await database.insertInto('sourceRefusal').values({ sourceId: id, hour: new Date(), count: 3 }).execute();
  const letter = { id: newId(), sourceId: id, webhookId: newId(), receivedAt: madeAt, reason: 'unknown-kind' };
  const body = Buffer.from('{"id":"A-1","kind":"ไฟไหม้"}');
  await database
    .insertInto('deadLetter')
    .values({ ...letter, body })
    .execute();
  return id;
}
