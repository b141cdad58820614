import { viewAmong } from '../cameras/camera-view.ts';
import { possibleView } from '../cameras/ground-view.ts';
import { standClear } from '../cameras/standing.ts';
import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import { pointBetween } from '../geometry/segment.ts';
import type { WallIndex } from '../geometry/wall-index.ts';
import { boundsOf, type OpenGround } from './area-cover.ts';
import { cellsIn } from './grid.ts';

/**
 * How far off a post is made out, in metres: a lit sign is read from as far as 200 times its height (EN 1838), and the
 * lit SOS signs on posts are some 25 cm high.
 */
export const sightMeters = 50;

/** Along streets every so many metres somebody looks for a post. */
const stepMeters = 2;

/** From where a post is seen: polygons on the plane. Buildings stand in the way whatever their height; the ground is flat. */
export function sightOf(post: Position, walls: WallIndex): Rings[] {
  const { place: foot, without } = standClear(post, walls);
  const around = walls.wallsAround(foot, sightMeters, without);
  const reach = { shape: 'sector', nearMeters: 0, farMeters: sightMeters, fieldDegrees: 360 } as const;
  return viewAmong(around, foot, possibleView(reach));
}

/** From how much of an area a post is in sight. */
export interface SightCover {
  /** Share of its open ground. */
  groundShare: number;
  /** Share of the length of its streets; undefined where it has none. */
  streetShare: number | undefined;
}

/** What these sights are worth to the ground of an area and to those who walk its streets. */
export function sightCover(
  { grid, cells }: OpenGround,
  sights: readonly (readonly Rings[])[],
  streets: readonly (readonly Position[])[],
): SightCover {
  const [isGround, isSeen] = [new Uint8Array(grid.columns * grid.rows), new Uint8Array(grid.columns * grid.rows)];
  for (const cell of cells) isGround[cell] = 1;
  const [east, north] = [grid.west + grid.columns * grid.cellMeters, grid.south + grid.rows * grid.cellMeters];
  for (const polygons of sights) {
    const bounds = boundsOf(polygons);
    if (bounds[0] > east || bounds[1] > north || bounds[2] < grid.west || bounds[3] < grid.south) continue;
    for (const cell of cellsIn(grid, polygons)) isSeen[cell] = 1;
  }
  let groundSeen = 0;
  for (const cell of cells) groundSeen += isSeen[cell] ?? 0;
  let [steps, stepsSeen] = [0, 0];
  for (const [x, y] of streets.flatMap(stepsAlong)) {
    const [column, row] = [
      Math.floor((x - grid.west) / grid.cellMeters),
      Math.floor((y - grid.south) / grid.cellMeters),
    ];
    if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) continue;
    const cell = row * grid.columns + column;
    steps += isGround[cell] ?? 0;
    stepsSeen += (isGround[cell] ?? 0) & (isSeen[cell] ?? 0);
  }
  return {
    groundShare: cells.length > 0 ? groundSeen / cells.length : 0,
    streetShare: steps > 0 ? stepsSeen / steps : undefined,
  };
}

/** The middles of steps along a line. */
function stepsAlong(line: readonly Position[]): Position[] {
  return line.flatMap((to, at) => {
    const from = line[at - 1];
    if (!from) return [];
    const count = Math.round(Math.hypot(to[0] - from[0], to[1] - from[1]) / stepMeters);
    if (!Number.isFinite(count)) return [];
    return Array.from({ length: count }, (_, step) => pointBetween(from, to, (step + 0.5) / count));
  });
}
