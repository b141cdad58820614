import { distanceMeters } from './frame.ts';
import {
  bend,
  canalWidthMeters,
  crossing,
  type LandKind,
  type LandUse,
  type Point,
  range,
  type TownPlan,
} from './plan.ts';

/** A piece of land that is not built up; the ring is not closed. */
export interface Land {
  key: string;
  kind: LandKind;
  ring: Point[];
}

const verge = 9;

/** Parks, grounds and canals. */
export function landsOf(plan: TownPlan): Land[] {
  return [
    ...plan.canalBands.map((band): Land => ({ key: `canal-${band}`, kind: 'canal', ring: canalRing(plan, band) })),
    ...plan.uses.map((use): Land => ({ key: use.key, kind: use.kind, ring: ringOfUse(plan, use) })),
  ];
}

/** The outline of a rectangle of blocks along the middles of the streets around it. */
export function ringOfBlocks(
  plan: TownPlan,
  blocks: { column: number; row: number; across: number; up: number },
  outwardMeters = 0,
): Point[] {
  const { column, row, across, up } = blocks;
  const node = (c: number, r: number): Point => {
    const [east, north] = crossing(plan, column + c, row + r);
    const sideways = c === 0 ? -1 : c === across ? 1 : 0;
    const upright = r === 0 ? -1 : r === up ? 1 : 0;
    return [east + sideways * outwardMeters, north + upright * outwardMeters];
  };
  return [
    ...range(across).map((step) => node(step, 0)),
    ...range(up).map((step) => node(across, step)),
    ...range(across).map((step) => node(across - step, up)),
    ...range(up).map((step) => node(0, up - step)),
  ];
}

/** The outline of the whole town, so many metres outside its outermost streets. */
export function townRing(plan: TownPlan, outwardMeters: number): Point[] {
  const whole = { column: 0, row: 0, across: plan.columns.length - 1, up: plan.rows.length - 1 };
  return ringOfBlocks(plan, whole, outwardMeters);
}

const ringOfUse = (plan: TownPlan, use: LandUse): Point[] => ringOfBlocks(plan, use, -verge);

/** How far a point is from the middle of the canal in this band, in metres. */
export function canalDistanceMeters(plan: TownPlan, band: number, point: Point): number {
  // Points lie about every 8 m and bending moves them by 22 m at most, so only those nearby need a look.
  const index = Math.round((point[0] - canalWest(plan)) / canalStepMeters);
  const near = canalMiddle(plan, band).slice(Math.max(0, index - 9), index + 10);
  return Math.min(...near.map((middle) => distanceMeters(middle, point)));
}

const canalStepMeters = 8;
const canalWest = (plan: TownPlan): number => (plan.columns[0]?.offsetMeters ?? 0) - 15;

const middles = new WeakMap<TownPlan, Map<number, Point[]>>();

/** Points every 8 m along the middle of a canal, from beyond the western edge to beyond the eastern one. */
export function canalMiddle(plan: TownPlan, band: number): Point[] {
  const known = middles.get(plan) ?? new Map<number, Point[]>();
  middles.set(plan, known);
  const found = known.get(band) ?? drawCanal(plan, band);
  known.set(band, found);
  return found;
}

function drawCanal(plan: TownPlan, band: number): Point[] {
  const south = plan.rows[band]?.offsetMeters ?? 0;
  const north = plan.rows[band + 1]?.offsetMeters ?? 0;
  const west = canalWest(plan);
  const east = (plan.columns.at(-1)?.offsetMeters ?? 0) + 15;
  return range(Math.ceil((east - west) / canalStepMeters)).map((step) => {
    const at = west + step * canalStepMeters;
    return bend([at, (south + north) / 2 + 11 * Math.sin(at / 210) + 5 * Math.sin(at / 90 + 1)]);
  });
}

function canalRing(plan: TownPlan, band: number): Point[] {
  const middle = canalMiddle(plan, band);
  const edge = (side: 1 | -1): Point[] =>
    middle.map(([east, north], index) => {
      const [beforeEast, beforeNorth] = middle[Math.max(0, index - 1)] ?? [east, north];
      const [afterEast, afterNorth] = middle[Math.min(middle.length - 1, index + 1)] ?? [east, north];
      const length = Math.hypot(afterEast - beforeEast, afterNorth - beforeNorth);
      const half = (side * canalWidthMeters) / 2;
      return [east - ((afterNorth - beforeNorth) / length) * half, north + ((afterEast - beforeEast) / length) * half];
    });
  return [...edge(-1), ...edge(1).reverse()];
}
