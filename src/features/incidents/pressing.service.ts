import type { Transaction } from 'kysely';
import type { DB } from '../../../db/types.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { lockResponses } from './incidents.queries.ts';
import type { NewIncident } from './incidents.schema.ts';
import { findLastPressed, findPressed, insertPress, lockPressedPost } from './presses.queries.ts';
import { recordInZone } from './recording.service.ts';
import { tellIncident } from './telling.service.ts';

/** Presses of one post that follow each other within this belong to one incident. */
export const joinSeconds = 120;

/** What has been dealt with is over: whoever presses then needs somebody again. */
const joinableStates: ReadonlySet<string> = new Set(['new', 'acknowledged', 'assigned', 'on-scene']);

/** A press as it came: when, by the post's own clock, if it said so; and who made it up, when it is not a real one. */
interface Press {
  pressedAt?: Date | undefined;
  origin?: Pick<NewIncident, 'sourceName' | 'sourceKey'>;
}

/**
 * Records a press of an SOS post in the transaction that is open: as an incident of the gravest kind at the post's
 * place, or, within two minutes of the press before, as one more press of its incident while somebody still has to come.
 * Everybody who may is told of either. By our own clock alone, which is the same for every post. For whoever has seen
 * to it that the post itself speaks; call it last. Of two at the same moment the second waits for the first.
 * @throws AppError `not-found` when there is no such post
 */
export async function recordPress(
  context: Context,
  transaction: Transaction<DB>,
  sosPostId: string,
  { pressedAt, origin }: Press = {},
): Promise<'received' | 'joined'> {
  const post = (await lockPressedPost(transaction, sosPostId)) ?? notFound();
  const press = { id: newId(), zoneId: post.zoneId, sosPostId, pressedAt: pressedAt ?? null, receivedAt: context.now };
  const joined = await findJoinable(context, transaction, sosPostId);
  if (joined) {
    await insertPress(transaction, { ...press, incidentId: joined.incidentId });
    await appendEvent(transaction, {
      ...{ zoneId: post.zoneId, subject: 'incident', subjectId: joined.incidentId, type: 'pressed-again' },
      ...{ viewer: context.viewer, occurredAt: context.now, payload: { sosPostId, presses: joined.presses + 1 } },
    });
    await tellIncident(context, transaction, joined.incidentId);
    return 'joined';
  }
  const { longitude, latitude, code, nameTh } = post;
  const summary = [code, nameTh].filter(Boolean).join(' ');
  const incident = { kind: 'sos-press', source: 'sos', priority: 1, longitude, latitude, summary, ...origin } as const;
  await recordInZone(context, transaction, post.zoneId, incident, (incidentId) =>
    insertPress(transaction, { ...press, incidentId }),
  );
  return 'received';
}

async function findJoinable(context: Context, transaction: Transaction<DB>, sosPostId: string) {
  const since = new Date(context.now.getTime() - joinSeconds * 1000);
  const incidentId = await findLastPressed(transaction, sosPostId, since);
  if (!incidentId) return undefined;
  await lockResponses(transaction, [incidentId]);
  const found = await findPressed(transaction, incidentId);
  return found && joinableStates.has(found.state) ? { incidentId, presses: found.presses } : undefined;
}
