import type { Transaction } from 'kysely';
import type { DB, JsonObject } from '../../../db/types.ts';
import type { Context } from '../context.ts';
import { type Audience, audienceOf } from './audience.ts';
import { deleteEntriesBefore, insertEntries, listPositions } from './streams.queries.ts';

/** How long an entry can be replayed. Whoever was away for longer loads the page again. */
const keptHours = 24;

/**
 * Tells something to audiences of a zone. Call it last in the transaction that changed it. Every payload needs a
 * `kind`, by which readers filter.
 */
export async function tell(
  transaction: Transaction<DB>,
  zoneId: string,
  entries: readonly { audience: Audience; payload: JsonObject & { kind: string } }[],
  recordedAt: Date,
): Promise<void> {
  if (entries.length === 0) return;
  // One order of locks for everybody, or two transactions could wait for each other.
  const ordered = [...entries].sort((a, b) => (a.audience < b.audience ? -1 : 1));
  await insertEntries(transaction, zoneId, ordered, recordedAt);
}

/**
 * Where the viewer's streams of these zones stand, as an event id to resume after. Read it before the data that a page
 * shows: what is told in between then comes twice and changes nothing, instead of never.
 */
export async function positionsOf(context: Pick<Context, 'database' | 'viewer'>, zoneIds: readonly string[]) {
  const keys = zoneIds.map((zoneId) => ({ zoneId, audience: audienceOf(context.viewer, zoneId) }));
  return listPositions(context.database, keys);
}

/** Forgets what can no longer be replayed. */
export function sweepStreams(context: Pick<Context, 'database' | 'now'>): Promise<void> {
  return deleteEntriesBefore(context.database, new Date(context.now.getTime() - keptHours * 3_600_000));
}
