import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { makeSnapPoints } from '../../compute/geometry/snap-points.ts';
import { anonymous } from '../../server/access.ts';
import { notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import {
  findSnapGeneration,
  insertSnapPoints,
  listDwellings,
  lockSnapPoints,
  moveIncidentsToPoints,
  publishSnapGeneration,
  shareSnapPoints,
  updateSnapPoints,
} from './snap.queries.ts';

const incidentsPerMove = 20_000;
const beforeEveryId = '00000000-0000-0000-0000-000000000000';

/**
 * Makes the zone's public points from its buildings and moves all of its incidents to them, in one step: readers see
 * the points of before until they see the new ones. For the system itself (seed, imports, the job `zone.re-snap`), so
 * there is no viewer to check. Returns the new generation and the number of its points; a zone with fewer homes than
 * one point needs has none, and its incidents are shown in the zone's totals only.
 */
export function snapZone(database: Database, zoneId: string): Promise<{ generation: number; points: number }> {
  return inTransaction(database, async (transaction) => {
    await lockSnapPoints(transaction, zoneId);
    const generation = ((await findSnapGeneration(transaction, zoneId)) ?? notFound()) + 1;
    const points = makeSnapPoints(await listDwellings(transaction, zoneId));
    await insertSnapPoints(transaction, zoneId, generation, points);
    let afterId: string | undefined = beforeEveryId;
    while (afterId !== undefined) {
      afterId = await moveIncidentsToPoints(transaction, { zoneId, generation, afterId, limit: incidentsPerMove });
    }
    await publishSnapGeneration(transaction, zoneId, generation);
    await appendEvent(transaction, {
      zoneId,
      subject: 'zone',
      subjectId: zoneId,
      type: 'snap-points-made',
      viewer: anonymous,
      occurredAt: new Date(),
      payload: { generation, points: points.length },
    });
    return { generation, points: points.length };
  });
}

/**
 * Puts incidents that have just been written at the points that their zones have; call it in the transaction that
 * wrote them. The points themselves stay as they are: an incident never moves a point.
 */
export function assignSnapPoints(database: Database, incidentIds: readonly string[]): Promise<void> {
  return inTransaction(database, async (transaction) => {
    if (incidentIds.length === 0) return;
    await shareSnapPoints(transaction, incidentIds);
    await updateSnapPoints(transaction, incidentIds);
  });
}
