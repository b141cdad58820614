import { toPosition } from '../../src/compute/town/frame.ts';
import type { Point, TownPlan } from '../../src/compute/town/plan.ts';

/** Shapes of the town as the database takes them. */

export const pointText = (plan: TownPlan, point: Point): string => `SRID=4326;POINT(${pair(plan, point)})`;

export const lineText = (plan: TownPlan, points: readonly Point[]): string =>
  `SRID=4326;LINESTRING(${points.map((point) => pair(plan, point)).join(',')})`;

export const polygonText = (plan: TownPlan, ring: readonly Point[]): string =>
  `SRID=4326;POLYGON(${closed(plan, ring)})`;

/** A ring without what an inner ring takes out. */
export const donutText = (plan: TownPlan, ring: readonly Point[], hole: readonly Point[]): string =>
  `SRID=4326;POLYGON(${closed(plan, ring)},${closed(plan, hole)})`;

export const multiPolygonText = (plan: TownPlan, ring: readonly Point[]): string =>
  `SRID=4326;MULTIPOLYGON((${closed(plan, ring)}))`;

function closed(plan: TownPlan, ring: readonly Point[]): string {
  const pairs = ring.map((point) => pair(plan, point));
  return `(${[...pairs, pairs[0]].join(',')})`;
}

const pair = (plan: TownPlan, point: Point): string => toPosition(plan, point).join(' ');
