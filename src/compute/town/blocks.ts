import { along } from './frame.ts';
import { crossing, halfWidthMeters, type Point, type TownPlan } from './plan.ts';

/** The four corners of what may be built on between the streets around a block. */
export interface BlockShape {
  southWest: Point;
  southEast: Point;
  northEast: Point;
  northWest: Point;
}

/** The block between grid lines `column`, `column + 1`, `row` and `row + 1`, less half of each street around it. */
export function blockShape(plan: TownPlan, column: number, row: number): BlockShape {
  const corners = [
    crossing(plan, column, row),
    crossing(plan, column + 1, row),
    crossing(plan, column + 1, row + 1),
    crossing(plan, column, row + 1),
  ] as const;
  const [southWest, southEast, northEast, northWest] = corners;
  const width = (line: { kind: keyof typeof halfWidthMeters } | undefined): number =>
    halfWidthMeters[line?.kind ?? 'lane'];
  const south = shifted(southWest, southEast, width(plan.rows[row]));
  const east = shifted(southEast, northEast, width(plan.columns[column + 1]));
  const north = shifted(northEast, northWest, width(plan.rows[row + 1]));
  const west = shifted(northWest, southWest, width(plan.columns[column]));
  return {
    southWest: meeting(west, south),
    southEast: meeting(south, east),
    northEast: meeting(east, north),
    northWest: meeting(north, west),
  };
}

/** The point at these shares of the way east and north through a block. */
export function pointIn(shape: BlockShape, eastShare: number, northShare: number): Point {
  return along(
    along(shape.southWest, shape.southEast, eastShare),
    along(shape.northWest, shape.northEast, eastShare),
    northShare,
  );
}

type Line = readonly [Point, Point];

/** The line moved to its left, in metres. */
function shifted(from: Point, to: Point, meters: number): Line {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const east = (-(to[1] - from[1]) / length) * meters;
  const north = ((to[0] - from[0]) / length) * meters;
  return [
    [from[0] + east, from[1] + north],
    [to[0] + east, to[1] + north],
  ];
}

/** Where two lines, drawn out for ever, meet. The sides of a block are never parallel. */
function meeting([a, b]: Line, [c, d]: Line): Point {
  const determinant = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  const share = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / determinant;
  return along(a, b, share);
}
