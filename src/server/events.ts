import type { Database } from '../../db/client/database.ts';
import type { JsonObject } from '../../db/types.ts';
import type { Viewer } from './access.ts';
import { newId } from './identifiers.ts';
import { insertEvent } from './records.queries.ts';

export type EventSubject =
  | 'account'
  | 'organisation'
  | 'zone'
  | 'risk-area'
  | 'report'
  | 'proposal'
  | 'ballot'
  | 'project'
  | 'camera'
  | 'plan'
  | 'sos-post'
  | 'incident'
  | 'watch-entry'
  | 'alert'
  | 'footage'
  | 'street'
  | 'import'
  | 'source';

/**
 * Appends what happened to one thing, in the transaction that changed it. `payload` must be enough to replay the
 * change and must hold no personal data: ids, states, categories, public reasons. Returns the event's id.
 */
export async function appendEvent(
  database: Database,
  event: {
    zoneId: string | null;
    subject: EventSubject;
    subjectId: string;
    type: string;
    viewer: Viewer;
    occurredAt: Date;
    payload?: JsonObject;
  },
): Promise<string> {
  const id = newId();
  await insertEvent(database, {
    id,
    zoneId: event.zoneId,
    subject: event.subject,
    subjectId: event.subjectId,
    type: event.type,
    actorId: event.viewer.account?.id ?? null,
    occurredAt: event.occurredAt,
    recordedAt: new Date(),
    payload: JSON.stringify(event.payload ?? {}),
  });
  return id;
}
