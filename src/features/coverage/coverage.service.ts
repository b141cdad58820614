import { may } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import type { Scope } from './cover.queries.ts';
import { findZoneBySlug, listGaps, listRiskAreaCover, listZoneCover } from './coverage.queries.ts';
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
  const [history, riskAreas, gaps] = await Promise.all([
    listZoneCover(database, question, changesShown),
    listRiskAreaCover(database, question),
    lookAtGaps(context, question),
  ]);
  return { zone, history, now: history.at(-1), riskAreas, gaps };
}

/** The worst gaps for who may see cameras exactly; nothing, rather than no gap, for everybody else. */
async function lookAtGaps(context: Context, question: Parameters<typeof listGaps>[1]) {
  const { database, viewer, now } = context;
  const { zoneId } = question;
  if (!may(viewer, 'camera.see-exact', zoneId)) return undefined;
  await recordLook(database, { viewer, zoneId, action: 'coverage.gaps', subject: 'camera', now });
  return listGaps(database, question, gapsShown);
}
