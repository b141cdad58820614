import type { Transaction } from 'kysely';
import type { DB } from '../../../db/types.ts';
import type { Context } from '../../server/context.ts';
import { tell } from '../../server/live/streams.ts';
import { findToldAlert } from './alerts.queries.ts';

/**
 * Tells the zone's officers of a new or changed alert: that there is one, where and how likely, and nothing of the plate
 * or person. Call it last in its transaction, because it holds the zone's stream until commit.
 */
export async function tellAlert(
  context: Pick<Context, 'now'>,
  transaction: Transaction<DB>,
  alertId: string,
): Promise<void> {
  const row = await findToldAlert(transaction, alertId);
  if (!row) return;
  const payload = {
    audience: 'officer' as const,
    kind: 'alert' as const,
    id: row.id,
    watched: row.kind,
    state: row.state,
    likelihood: row.likelihood,
    cameraCode: row.code,
    lastSeenAt: row.lastSeenAt.toISOString(),
  };
  await tell(transaction, row.zoneId, [{ audience: 'officer', payload }], context.now);
}
