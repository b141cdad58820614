import { createRandom } from '../random.ts';
import { along, distanceMeters } from './frame.ts';
import { halfWidthMeters, type Point, type TownPlan } from './plan.ts';
import type { Street } from './streets.ts';

/** A street lamp at the side of a street. */
export interface Lamp {
  key: string;
  place: Point;
  isWorking: boolean;
}

const spacingMeters = { main: 30, secondary: 34, local: 38, lane: 46, path: 60 };

/** Lamps along every street; `isDark` says where they are more often broken or missing. */
export function lampsOf(plan: TownPlan, streets: readonly Street[], isDark: (place: Point) => boolean): Lamp[] {
  return streets.flatMap((street) => {
    const random = createRandom(`${plan.seed}/lamps/${street.key}`);
    const places = pointsAlong(street.points, spacingMeters[street.kind], halfWidthMeters[street.kind] - 0.6);
    return places
      .map((place, index) => ({
        key: `${street.key}-${index}`,
        place,
        isWorking: !random.chance(isDark(place) ? 0.5 : 0.07),
        isMissing: random.chance(isDark(place) ? 0.35 : 0.04),
      }))
      .filter((lamp) => !lamp.isMissing)
      .map(({ key, place, isWorking }) => ({ key, place, isWorking }));
  });
}

/** Points every so many metres along a line, moved to its left. */
export function pointsAlong(line: readonly Point[], everyMeters: number, leftMeters: number): Point[] {
  const found: Point[] = [];
  let until = everyMeters / 2;
  line.slice(1).forEach((to, index) => {
    const from = line[index] ?? to;
    const length = distanceMeters(from, to);
    for (; until < length; until += everyMeters) {
      const [east, north] = along(from, to, until / length);
      found.push([east - ((to[1] - from[1]) / length) * leftMeters, north + ((to[0] - from[0]) / length) * leftMeters]);
    }
    until -= length;
  });
  return found;
}
