import { fieldOf, openGround } from '../../compute/coverage/area-cover.ts';
import { type CameraCover, viewedCells } from '../../compute/coverage/camera-cover.ts';
import type { ClosingTurn } from '../../compute/coverage/closing-turn.ts';
import type { CoverField, ViewedCells } from '../../compute/coverage/field.ts';
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

/** What a camera sees of one area's grid. */
export interface SeenBy {
  camera: PlacedCamera;
  isKnown: boolean;
  views: ViewedCells[];
}

export interface MeasuredGap extends Gap {
  polygons: Rings[];
  /** The camera that would close most of it; undefined: none, null: nobody has looked. */
  turn: ClosingTurn | undefined | null;
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
/** So many gaps of an area, the worst, are looked at for what would close them. */
const gapsToClose = 3;

/** What of a risk area does not depend on who looks: its open ground, who lives near, and a worth of its level a square metre. */
export function groundOf(
  scene: Scene,
  area: { id: string; level: number; polygon: Rings },
  homes: readonly Home[],
): AreaGround {
  const { grid, cells } = openGround([area.polygon], closedGround(scene));
  return {
    riskAreaId: area.id,
    level: area.level,
    grid,
    cells,
    weights: new Float64Array(grid.columns * grid.rows).fill(area.level * grid.cellMeters ** 2),
    people: peopleNear(grid, cells, homes, homeReachMeters),
  };
}

/** Where nobody walks: under roofs, and on water. */
export function closedGround({ buildings, water }: Pick<Scene, 'buildings' | 'water'>): Rings[] {
  return [...buildings.map(({ rings }) => rings), ...water];
}

/** What each of the cameras sees of the area; those that see nothing of it are left out. */
export function seenIn({ grid }: AreaGround, looking: readonly Looking[]): SeenBy[] {
  return looking
    .map(({ camera, cover, isKnown }) => ({ camera, isKnown, views: viewedCells(grid, cover, isKnown) }))
    .filter(({ views }) => views.length > 0);
}

/** Measures the ground of a risk area as these cameras see it; `turnFor` looks for what would close its worst gaps. */
export function measureArea(
  scene: Scene,
  ground: AreaGround,
  seen: readonly SeenBy[],
  turnFor: (gap: Gap, field: CoverField) => ClosingTurn | undefined,
): Measured {
  const field = fieldOf(
    ground,
    seen.flatMap(({ views }) => views),
  );
  const { groundSquareMeters, sureShare, likelyShare } = shareOf(ground, field);
  return {
    groundSquareMeters,
    sureShare,
    likelyShare,
    gaps: gapsIn(ground, field, leastGapSquareMeters).gaps.map((gap) => ({
      ...gap,
      polygons: outlineOf(ground.grid, gap.cells),
      turn: gap.rank <= gapsToClose ? turnFor(gap, field) : null,
      nearest: nearestCamera(scene.cameras, gap.labelPlace),
    })),
  };
}

/** The camera nearest to a place, and how far it is. */
export function nearestCamera(cameras: readonly PlacedCamera[], [east, north]: Position): MeasuredGap['nearest'] {
  let nearest: MeasuredGap['nearest'];
  for (const { id, place } of cameras) {
    const meters = Math.hypot(place[0] - east, place[1] - north);
    if (!nearest || meters < nearest.meters) nearest = { cameraId: id, meters };
  }
  return nearest;
}
