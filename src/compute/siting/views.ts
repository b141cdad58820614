import { type Camera, cameraView } from '../cameras/camera-view.ts';
import { groundReach, type Optics, type Purpose } from '../cameras/ground-reach.ts';
import { standClear } from '../cameras/standing.ts';
import { cellsIn } from '../coverage/grid.ts';
import type { Position } from '../geometry/position.ts';
import type { WallIndex } from '../geometry/wall-index.ts';
import { demandsAmong, type SitingGround } from './ground.ts';

/** What cameras are asked to see, from among which walls, and how well. */
export interface Sight {
  ground: SitingGround;
  walls: WallIndex;
  purpose: Purpose;
}

/** Compass degrees, evenly around. */
export const headingsAround = (count: number): number[] => Array.from({ length: count }, (_, at) => (at * 360) / count);

/**
 * By heading, the demands that a camera at this place would see. A camera on a wall stands clear of it first; one that
 * can see no ground of any demand gets empty lists, quickly.
 */
export function viewsFrom(
  { ground, walls, purpose }: Sight,
  place: Position,
  optics: Optics,
  headings: readonly number[],
): Int32Array[] {
  const reach = groundReach(optics, purpose);
  if (!reach) return headings.map(() => new Int32Array());
  const side = reach.shape === 'sector' ? 0 : Math.abs(reach.halfWidthAtFoot + reach.widening * reach.farMeters);
  const farthest = Math.hypot(reach.farMeters, side);
  if (!hasDemandNear(ground, place, farthest)) return headings.map(() => new Int32Array());
  const { place: foot, without } = standClear(place, walls);
  const around = walls.wallsAround(foot, farthest, without);
  return headings.map((headingDegrees) => {
    const camera: Camera = { ...optics, headingDegrees };
    return demandsAmong(ground, cellsIn(ground.grid, cameraView(foot, camera, purpose, around)));
  });
}

function hasDemandNear({ grid, demandOf }: SitingGround, [east, north]: Position, meters: number): boolean {
  const { west, south, cellMeters, columns, rows } = grid;
  const columnAt = (x: number): number => Math.floor((x - west) / cellMeters);
  const rowAt = (y: number): number => Math.floor((y - south) / cellMeters);
  const [first, last] = [Math.max(0, columnAt(east - meters)), Math.min(columns - 1, columnAt(east + meters))];
  for (let row = Math.max(0, rowAt(north - meters)); row <= Math.min(rows - 1, rowAt(north + meters)); row++)
    for (let column = first; column <= last; column++) if ((demandOf[row * columns + column] ?? -1) >= 0) return true;
  return false;
}
