import { type Camera, cameraView } from '../cameras/camera-view.ts';
import { farthestMeters, groundReach, type Purpose } from '../cameras/ground-reach.ts';
import { standClear } from '../cameras/standing.ts';
import { headingProbability } from '../cameras/unknowns.ts';
import type { Rings } from '../geometry/fan-rings.ts';
import type { Position } from '../geometry/position.ts';
import type { WallIndex } from '../geometry/wall-index.ts';
import type { ViewedCells } from './field.ts';
import { cellsIn, type Grid, middleOf } from './grid.ts';

/** What a camera sees, or might see, of the ground for one purpose. */
export interface CameraCover {
  foot: Position;
  polygons: Rings[];
  /** How likely a place this many metres from the foot, inside the polygons, is seen; 1 where the heading is known. */
  probabilityAt(meters: number): number;
}

/** Unknown cameras are counted in rings this wide, each with the probability in its middle. */
const ringMeters = 2;

/** Stands the camera clear of the walls it hangs on and looks from there; `undefined` when it sees no ground. */
export function coverOf(place: Position, camera: Camera, purpose: Purpose, walls: WallIndex): CameraCover | undefined {
  const reach = groundReach(camera, purpose);
  if (!reach) return undefined;
  const { place: foot, without } = standClear(place, walls);
  const around = walls.wallsAround(foot, farthestMeters(reach), without);
  return {
    foot,
    polygons: cameraView(foot, camera, purpose, around),
    probabilityAt: camera.headingDegrees === undefined ? (meters) => headingProbability(reach, meters) : () => 1,
  };
}

/** The cells of a grid that a camera sees, in groups that it sees equally likely. */
export function viewedCells(grid: Grid, cover: CameraCover, isKnown: boolean): ViewedCells[] {
  const cells = cellsIn(grid, cover.polygons);
  if (isKnown) return cells.length > 0 ? [{ cells, probability: 1 }] : [];
  const rings = new Map<number, number[]>();
  for (const cell of cells) {
    const [east, north] = middleOf(grid, cell);
    const ring = Math.floor(Math.hypot(east - cover.foot[0], north - cover.foot[1]) / ringMeters);
    const members = rings.get(ring);
    if (members) members.push(cell);
    else rings.set(ring, [cell]);
  }
  return [...rings].flatMap(([ring, members]) => {
    const probability = cover.probabilityAt((ring + 0.5) * ringMeters);
    return probability > 0 ? [{ cells: Int32Array.from(members), probability }] : [];
  });
}
