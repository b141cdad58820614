import { zonesWhere } from '../../server/access.ts';
import { recordLook } from '../../server/audit.ts';
import type { Context } from '../../server/context.ts';
import type { Scope } from './cover.queries.ts';
import type { PurposeName } from './scene.ts';
import { listWorstGaps, listZonesInCover, type ZoneInList } from './zones-cover.queries.ts';

const trendDays = 30;

export type WorstGap = Awaited<ReturnType<typeof listWorstGaps>>[number];

/** Zones that belong together, and what is seen of all their ground at risk. */
export interface ZoneGroup {
  /** The viewer's own, or those below one unit; zones of the demonstration are apart. */
  kind: 'own' | 'division';
  nameTh: string | null;
  nameEn: string | null;
  isDemonstration: boolean;
  /** Null where nothing has been worked out. */
  together: { sureShare: number; likelyShare: number } | null;
  zones: (ZoneInList & { gap: WorstGap | undefined })[];
}

/**
 * What cameras see of each zone, and of zones together. Everybody may know the share of a zone, which is that of its risk
 * areas. The worst gap is for officers of that zone, and on record.
 */
export async function getZonesCoverage(context: Context, asked: { purpose: PurposeName; scope: Scope }) {
  const { database, viewer, now } = context;
  const exact = zonesWhere(viewer, 'camera.see-exact');
  for (const zoneId of exact)
    await recordLook(database, { viewer, zoneId, action: 'coverage.gaps', subject: 'camera', now });
  const since = new Date(now.getTime() - trendDays * 86_400_000);
  const [zones, gaps] = await Promise.all([
    listZonesInCover(database, asked, since),
    listWorstGaps(database, asked, exact),
  ]);
  const gapOf = new Map(gaps.map((gap) => [gap.zoneId, gap]));
  const isOwn = ({ id }: ZoneInList): boolean => viewer.roles.has(id);
  const keyOf = (zone: ZoneInList): string =>
    `${isOwn(zone) ? 'own' : zone.divisionId} ${zone.isDemonstration ? 'demonstration' : ''}`;
  const groups = [...Map.groupBy(zones, keyOf).values()].flatMap((members): ZoneGroup[] => {
    const [first] = members;
    if (!first) return [];
    return [
      {
        kind: isOwn(first) ? 'own' : 'division',
        nameTh: first.divisionNameTh,
        nameEn: first.divisionNameEn,
        isDemonstration: first.isDemonstration,
        together: togetherOf(members),
        zones: members.map((zone) => ({ ...zone, gap: gapOf.get(zone.id) })),
      },
    ];
  });
  return groups.sort((a, b) => Number(b.kind === 'own') - Number(a.kind === 'own'));
}

/** Of all ground at risk of these zones, how much is seen; each square metre counts as its area's level says. */
function togetherOf(zones: readonly ZoneInList[]): ZoneGroup['together'] {
  const measured = zones.filter(({ sureShare, weight }) => sureShare !== null && weight > 0);
  const total = measured.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const share = (key: 'sureShare' | 'likelyShare'): number =>
    Math.min(1, measured.reduce((sum, zone) => sum + zone.weight * (zone[key] ?? 0), 0) / total);
  return { sureShare: share('sureShare'), likelyShare: share('likelyShare') };
}
