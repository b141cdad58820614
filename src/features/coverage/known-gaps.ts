import type { GapRow, KnownGap } from './cover.queries.ts';
import { nearestCamera } from './measure.ts';
import type { Scene } from './scene.ts';

/** A gap whose middle moves less than this, about twenty metres, is the same gap, and what is selected stays so. */
const sameDegrees = 0.0002;

const keyOf = ({ riskAreaId, purpose, scope }: KnownGap): string => `${riskAreaId} ${purpose} ${scope}`;

/** Gives gaps that were there before their old ids, the nearest first. */
export function keepIds(known: readonly KnownGap[], gaps: readonly GapRow[]): GapRow[] {
  const before = Map.groupBy(known, keyOf);
  const pairs = gaps
    .flatMap((gap, at) => (before.get(keyOf(gap)) ?? []).map((old) => ({ at, id: old.id, apart: distance(old, gap) })))
    .filter(({ apart }) => apart < sameDegrees)
    .sort((a, b) => a.apart - b.apart);
  const ids = new Map<number, string>();
  const taken = new Set<string>();
  for (const { at, id } of pairs) {
    if (ids.has(at) || taken.has(id)) continue;
    ids.set(at, id);
    taken.add(id);
  }
  return gaps.map((gap, at) => ({ ...gap, id: ids.get(at) ?? gap.id }));
}

function distance(one: KnownGap, other: KnownGap): number {
  return Math.hypot(one.label[0] - other.label[0], one.label[1] - other.label[1]);
}

/** Which camera is nearest to each gap now. */
export function nearestAnew(
  { plane, cameras }: Scene,
  gaps: readonly KnownGap[],
): { id: string; cameraId: string | null; meters: number | null }[] {
  return gaps.map(({ id, label }) => {
    const nearest = nearestCamera(cameras, plane.toMeters(label));
    return { id, cameraId: nearest?.cameraId ?? null, meters: nearest?.meters ?? null };
  });
}
