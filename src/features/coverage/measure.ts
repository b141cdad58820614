import { coverGround, openGround } from '../../compute/coverage/area-cover.ts';
import type { CameraCover } from '../../compute/coverage/camera-cover.ts';
import { type Gap, gapsIn } from '../../compute/coverage/gaps.ts';
import { outlineOf } from '../../compute/coverage/outline.ts';
import { type Home, peopleNear } from '../../compute/coverage/people-near.ts';
import { type AreaGround, shareOf } from '../../compute/coverage/zone-cover.ts';
import type { Rings } from '../../compute/geometry/fan-rings.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { PlacedCamera, Scene } from './scene.ts';

/** A camera and what it sees for the purpose in hand. */
export interface Looking {
  camera: PlacedCamera;
  cover: CameraCover;
  isKnown: boolean;
}

export interface MeasuredGap extends Gap {
  polygons: Rings[];
  nearest: { cameraId: string; meters: number } | undefined;
}

/** How much of an area's open ground is seen, as shares, and where nobody looks. */
export interface Measured {
  groundSquareMeters: number;
  sureShare: number;
  likelyShare: number;
  gaps: MeasuredGap[];
}

/** Smaller gaps are corners that nobody could stand in for long; they count in the shares alone. */
export const leastGapSquareMeters = 20;
const homeReachMeters = 25;

/** What of a risk area does not depend on who looks: its open ground, who lives near, and a worth of its level a square metre. */
export function groundOf(
  scene: Scene,
  area: { id: string; level: number; polygon: Rings },
  homes: readonly Home[],
): AreaGround {
  const buildings = scene.buildings.map(({ rings }) => rings);
  const { grid, cells } = openGround([area.polygon], buildings);
  return {
    riskAreaId: area.id,
    level: area.level,
    grid,
    cells,
    weights: new Float64Array(grid.columns * grid.rows).fill(area.level * grid.cellMeters ** 2),
    people: peopleNear(grid, cells, homes, homeReachMeters),
  };
}

/** Measures the ground of a risk area as these cameras see it. */
export function measureArea(scene: Scene, ground: AreaGround, looking: readonly Looking[]): Measured {
  const field = coverGround(ground, looking);
  const { groundSquareMeters, sureShare, likelyShare } = shareOf(ground, field);
  return {
    groundSquareMeters,
    sureShare,
    likelyShare,
    gaps: gapsIn(ground, field, leastGapSquareMeters).gaps.map((gap) => ({
      ...gap,
      polygons: outlineOf(ground.grid, gap.cells),
      nearest: nearestCamera(scene.cameras, gap.labelPlace),
    })),
  };
}

function nearestCamera(cameras: readonly PlacedCamera[], [east, north]: Position): MeasuredGap['nearest'] {
  let nearest: MeasuredGap['nearest'];
  for (const { id, place } of cameras) {
    const meters = Math.hypot(place[0] - east, place[1] - north);
    if (!nearest || meters < nearest.meters) nearest = { cameraId: id, meters };
  }
  return nearest;
}
