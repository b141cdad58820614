import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { zoneShare } from '../../compute/coverage/zone-cover.ts';
import { tell } from '../../server/live/streams.ts';
import {
  addZoneCover,
  listAreaShares,
  listKnownGaps,
  lockCoverage,
  renameNearest,
  replaceCover,
  replaceGaps,
  replaceReach,
  replaceViews,
  replaceWalks,
  replaceWatch,
} from './cover.queries.ts';
import { keepIds, nearestAnew } from './known-gaps.ts';
import { deleteDue, listDueZones } from './scene.queries.ts';
import { purposes } from './scene.ts';
import { replaceStakes } from './stakes.queries.ts';
import { type Due, endClosures, keepFrame, listDue, printOfPublic } from './work-out.queries.ts';
import { scopes, workOutZone, type ZoneResult } from './work-out-zone.service.ts';

const zonesPerTurn = 20;

/**
 * Works out anew what cameras see wherever a camera, a building, a lamp, a street or a risk area has changed, and only
 * there. Open maps and pages hear of it. For the system itself (the job `coverage.keep-up`), so there is no viewer to
 * check. Returns how many zones it did.
 */
export async function keepCoverageUp(database: Database, now: Date): Promise<number> {
  await endClosures(database, now);
  const zones = await listDueZones(database, zonesPerTurn);
  for (const { zoneId, lastId } of zones) {
    // Worked out outside of the transaction, which on the embedded engine would hold everybody else up.
    const due = await listDue(database, zoneId, lastId);
    const result = due.length > 0 ? await workOutZone(database, zoneId, due) : undefined;
    await inTransaction(database, async (transaction) => {
      await lockCoverage(transaction, zoneId);
      // Somebody who began later may have been quicker, and knows more.
      const isStillDue = (await listDue(transaction, zoneId, lastId)).length === due.length;
      await deleteDue(transaction, zoneId, lastId);
      if (!result || !isStillDue) return;
      const before = await printOfPublic(transaction, zoneId);
      await store(transaction, zoneId, result, causesOf(due), now);
      const isToldToAll = before !== (await printOfPublic(transaction, zoneId));
      const audiences = isToldToAll ? (['officer', 'commander', 'public'] as const) : (['officer'] as const);
      await tell(
        transaction,
        zoneId,
        audiences.map((audience) => ({ audience, payload: { kind: 'coverage', audience } })),
        now,
      );
    });
  }
  return zones.length;
}

/** How often each kind of thing has changed. */
function causesOf(due: readonly Due[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { cause } of due) counts[cause] = (counts[cause] ?? 0) + 1;
  return counts;
}

async function store(
  database: Database,
  zoneId: string,
  result: ZoneResult,
  causes: Record<string, number>,
  now: Date,
): Promise<void> {
  const { cameras, areas, walks, reach } = result;
  const known = await listKnownGaps(database, zoneId);
  await replaceViews(database, zoneId, cameras, result.views, now);
  await replaceCover(database, zoneId, areas, result.covers, now);
  await replaceGaps(database, zoneId, areas, keepIds(known, result.gaps), now);
  await replaceWatch(database, zoneId, areas, result.watches);
  await replaceStakes(database, zoneId, areas, result.stakes);
  await replaceWalks(
    database,
    zoneId,
    { ...areas, touched: new Set(walks.map(({ riskAreaId }) => riskAreaId)) },
    walks,
    now,
  );
  if (reach) await replaceReach(database, zoneId, reach);
  if (result.hasCameras) {
    const untouched = known.filter((gap) => !areas.touched.has(gap.riskAreaId));
    await renameNearest(database, nearestAnew(result.scene, untouched));
  }
  await keepFrame(database, { zoneId, ...result.frame });
  const shares = await listAreaShares(database, zoneId);
  for (const purpose of purposes) {
    for (const scope of scopes) {
      const rows = shares.filter((row) => row.purpose === purpose && row.scope === scope);
      await addZoneCover(database, { ...zoneShare(rows), purpose, scope, zoneId, computedAt: now }, causes);
    }
  }
}
