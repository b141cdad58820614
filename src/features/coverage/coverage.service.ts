import type { Database } from '../../../db/client/database.ts';
import { may } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { encodeEventId } from '../../server/live/event-id.ts';
import { positionsOf } from '../../server/live/streams.ts';
import type { Scope } from './cover.queries.ts';
import { findZoneBySlug, listGaps, listRiskAreaCover, listWatch, listZoneCover } from './coverage.queries.ts';
import type { PurposeName } from './scene.ts';

const changesShown = 60;
const gapsShown = 20;

/**
 * How much of a zone's ground at risk its cameras see. Everybody may know the share of each risk area, which names no
 * camera. Its gaps tell where cameras do not look, so they are for officers of the zone, and on record.
 */
export async function getZoneCoverage(context: Context, slug: string, asked: { purpose: PurposeName; scope: Scope }) {
  const { database } = context;
  const zone = await findZoneBySlug(database, slug);
  if (!zone) notFound();
  const question = { zoneId: zone.id, ...asked };
  // Read before the figures, so that what changes in between is told of.
  const eventId = encodeEventId(await positionsOf(context, [zone.id]));
  const [history, covers, watches, gaps] = await Promise.all([
    listZoneCover(database, question, changesShown),
    listRiskAreaCover(database, question),
    listWatch(database, question),
    lookAtGaps(context, question),
  ]);
  const now = history.at(-1);
  const isAtWork = may(context.viewer, 'risk-area.see-proposed', zone.id);
  const riskAreas = covers.map((area) => {
    const watch = watches.filter(({ riskAreaId }) => riskAreaId === area.id);
    return { ...area, ...sharesByTime(watch), watch: gaps ? watch : undefined };
  });
  return {
    zone,
    eventId,
    // What was changed is a matter of who works here; everybody may know the share.
    history: history.map(({ causes, ...row }) => ({ ...row, causes: isAtWork ? countsIn(causes) : undefined })),
    now,
    seenIfShared: now?.likelyShare === 0 ? await shareIfShared(database, question) : 0,
    riskAreas,
    gaps,
    mayClose: may(context.viewer, 'street.close', zone.id),
  };
}

/** How much is likely to be seen once every camera that works is linked; 0 where that is what was asked already. */
async function shareIfShared(database: Database, question: Parameters<typeof listZoneCover>[1]): Promise<number> {
  if (question.scope === 'all') return 0;
  const [last] = await listZoneCover(database, { ...question, scope: 'all' }, 1);
  return last?.likelyShare ?? 0;
}

/** How much of an area is seen by some camera for sure, by day and by night; undefined before that was worked out. */
function sharesByTime(watch: readonly RiskAreaWatch[]): {
  dayShare: number | undefined;
  nightShare: number | undefined;
} {
  const shareAt = (time: string): number | undefined => {
    const row = watch.find((one) => one.time === time && one.ownerKind === 'all');
    return row && 1 - row.noneShare;
  };
  return { dayShare: shareAt('day'), nightShare: shareAt('night') };
}

/** The causes as they are stored, those that are counts. */
function countsIn(causes: unknown): Record<string, number> {
  const entries = Object.entries(causes ?? {}).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return Object.fromEntries(entries);
}

export type RiskAreaWatch = Awaited<ReturnType<typeof listWatch>>[number];

/** The worst gaps for who may see cameras exactly; nothing, rather than no gap, for everybody else. */
async function lookAtGaps(context: Context, question: Parameters<typeof listGaps>[1]) {
  const { database, viewer, now } = context;
  const { zoneId } = question;
  if (!may(viewer, 'camera.see-exact', zoneId)) return undefined;
  await recordLook(database, { viewer, zoneId, action: 'coverage.gaps', subject: 'camera', now });
  return listGaps(database, question, gapsShown);
}
