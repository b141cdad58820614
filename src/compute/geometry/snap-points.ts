import { indexNearest } from './nearest.ts';
import type { Position } from './position.ts';

/** A building that people live in. */
export interface Dwelling {
  place: Position;
  homes: number;
}

/** A fixed place that incidents near it are shown at, and the number of homes that it stands for. */
export interface SnapPoint {
  place: Position;
  homes: number;
}

/** Nothing that is shown of an incident may point to fewer homes than this. */
export const fewestHomes = 8;

const decimals = 1e6;

/**
 * Makes the points at which a zone's incidents are shown to the public: the homes whose nearest point is one of them
 * number at least `fewestHomes`, for every point. The same buildings give the same points, in whatever order they
 * come; fewer homes than that in all give none.
 *
 * Nearest is measured in degrees, as the database's own index does when it assigns incidents, so that homes and
 * incidents are divided along the same lines. Points lie in the middle of a group of homes, not on one of them.
 */
export function makeSnapPoints(dwellings: readonly Dwelling[]): SnapPoint[] {
  const homes = dwellings.filter((dwelling) => dwelling.homes > 0).sort(byPlace);
  const middles = uniquePlaces(divide(homes).map(middleOf));
  return dropWeakPoints(middles, homes);
}

/** Divides along the wider side, near the middle, as long as both halves keep enough homes. */
function divide(group: readonly Dwelling[]): Dwelling[][] {
  const total = countHomes(group);
  if (total < fewestHomes) return [];
  const axis = widthOf(group, 0) >= widthOf(group, 1) ? 0 : 1;
  const sorted = [...group].sort((a, b) => a.place[axis] - b.place[axis] || byPlace(a, b));
  let left = 0;
  let best = { at: 0, imbalance: Number.POSITIVE_INFINITY };
  sorted.forEach((dwelling, index) => {
    left += dwelling.homes;
    const imbalance = Math.abs(total - 2 * left);
    const isEnough = left >= fewestHomes && total - left >= fewestHomes;
    if (isEnough && imbalance < best.imbalance) best = { at: index + 1, imbalance };
  });
  if (best.at === 0) return [sorted];
  return [...divide(sorted.slice(0, best.at)), ...divide(sorted.slice(best.at))];
}

/**
 * Takes the weakest point away until every one that is left stands for enough homes. A point's homes go to its
 * neighbours, which only grow, so this ends.
 */
function dropWeakPoints(places: readonly Position[], dwellings: readonly Dwelling[]): SnapPoint[] {
  const index = indexNearest(places);
  const counts = places.map(() => 0);
  const members = places.map((): Dwelling[] => []);
  const isLeft = places.map(() => true);
  const assign = (dwelling: Dwelling): void => {
    const nearest = index.nearest(dwelling.place);
    if (nearest === undefined) return;
    counts[nearest] = (counts[nearest] ?? 0) + dwelling.homes;
    members[nearest]?.push(dwelling);
  };
  for (const dwelling of dwellings) assign(dwelling);
  for (;;) {
    const weakest = findWeakest(counts, isLeft);
    if (weakest === undefined) break;
    isLeft[weakest] = false;
    index.remove(weakest);
    for (const dwelling of members[weakest] ?? []) assign(dwelling);
  }
  return places.flatMap((place, at) => (isLeft[at] ? [{ place, homes: counts[at] ?? 0 }] : []));
}

function findWeakest(counts: readonly number[], isLeft: readonly boolean[]): number | undefined {
  let weakest: number | undefined;
  counts.forEach((count, at) => {
    if (!isLeft[at] || count >= fewestHomes) return;
    if (weakest === undefined || count < (counts[weakest] ?? 0)) weakest = at;
  });
  return weakest;
}

function middleOf(group: readonly Dwelling[]): Position {
  const total = countHomes(group);
  const mean = (axis: 0 | 1): number =>
    Math.round((group.reduce((sum, { place, homes }) => sum + place[axis] * homes, 0) / total) * decimals) / decimals;
  return [mean(0), mean(1)];
}

function uniquePlaces(places: readonly Position[]): Position[] {
  return [...new Map(places.map((place) => [place.join(), place])).values()];
}

function widthOf(group: readonly Dwelling[], axis: 0 | 1): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { place } of group) {
    least = Math.min(least, place[axis]);
    most = Math.max(most, place[axis]);
  }
  return most - least;
}

const countHomes = (group: readonly Dwelling[]): number => group.reduce((sum, { homes }) => sum + homes, 0);

const byPlace = (a: Dwelling, b: Dwelling): number =>
  a.place[0] - b.place[0] || a.place[1] - b.place[1] || a.homes - b.homes;
