import type { Transaction } from 'kysely';
import type { DB, JsonObject } from '../../../db/types.ts';
import type { Context } from '../../server/context.ts';
import { appendEvent } from '../../server/events.ts';

/** Appends what happened to a camera, in the transaction that did it. */
export async function recordChange(
  { database, viewer, now }: Context,
  camera: { id: string; zoneId: string },
  type: string,
  payload: JsonObject = {},
): Promise<void> {
  await appendEvent(database, {
    zoneId: camera.zoneId,
    subject: 'camera',
    subjectId: camera.id,
    type,
    viewer,
    occurredAt: now,
    payload,
  });
}

/** Has cover worked out anew within seconds; the database has noted where. */
export function coverMoves(context: Context, transaction: Transaction<DB>): Promise<void> {
  return context.jobs.send(transaction, 'coverage.keep-up', {});
}
