import { farthestMeters, groundReach } from '../../compute/cameras/ground-reach.ts';
import { coverOf } from '../../compute/coverage/camera-cover.ts';
import { type ClosingTurn, closingTurn } from '../../compute/coverage/closing-turn.ts';
import type { CoverField } from '../../compute/coverage/field.ts';
import type { Gap } from '../../compute/coverage/gaps.ts';
import { cellsIn } from '../../compute/coverage/grid.ts';
import type { AreaGround } from '../../compute/coverage/zone-cover.ts';
import type { Rings } from '../../compute/geometry/fan-rings.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { SeenBy } from './measure.ts';
import { isThereFor, type PlacedCamera, type PurposeName, purposeOf, type Scene } from './scene.ts';

/** Headings are tried on a lattice, so that what a camera would see is worked out once for all gaps. */
const headingStepDegrees = 15;
const camerasTried = 8;

/** Looks for the camera of these that closes most of a gap when it is turned. */
export type TurnFinder = (
  ground: AreaGround,
  seen: readonly SeenBy[],
  gap: Gap,
  field: CoverField,
  isLinkedOnly: boolean,
) => ClosingTurn | undefined;

/** A finder for one purpose; it remembers what cameras would see. */
export function createTurnFinder(scene: Scene, purpose: PurposeName): TurnFinder {
  const seenPolygons = new Map<string, Rings[]>();
  function polygonsAt(placed: PlacedCamera, headingDegrees: number): Rings[] {
    const key = `${placed.id} ${headingDegrees}`;
    const known = seenPolygons.get(key);
    if (known) return known;
    const camera = { ...placed.camera, headingDegrees };
    const polygons = coverOf(placed.place, camera, purposeOf(purpose), scene.walls)?.polygons ?? [];
    seenPolygons.set(key, polygons);
    return polygons;
  }

  return (ground, seen, gap, field, isLinkedOnly) => {
    const currentOf = new Map(
      seen.filter(({ isKnown }) => isKnown).map(({ camera, views }) => [camera.id, views[0]?.cells]),
    );
    const near = scene.cameras
      .filter((placed) => (placed.isLinked || !isLinkedOnly) && isThereFor(placed, purpose))
      .map((placed) => ({ placed, meters: Math.hypot(...between(placed.place, gap.labelPlace)) }))
      .filter(({ placed, meters }) => meters <= reachOf(placed, purpose) && placed.camera.horizontalFieldDegrees < 360)
      .sort((a, b) => a.meters - b.meters || (a.placed.id < b.placed.id ? -1 : 1))
      .slice(0, camerasTried);
    return closingTurn(
      gap.cells,
      field,
      near.map(({ placed }) => ({
        id: placed.id,
        current: currentOf.get(placed.id) ?? new Int32Array(),
        headings: headingsTowards(placed, gap.labelPlace),
        viewAt: (headingDegrees) => cellsIn(ground.grid, polygonsAt(placed, headingDegrees)),
      })),
    );
  };
}

function reachOf({ camera }: PlacedCamera, purpose: PurposeName): number {
  const reach = groundReach(camera, purposeOf(purpose));
  return reach ? farthestMeters(reach) : 0;
}

const between = ([x, y]: Position, [toX, toY]: Position): [number, number] => [toX - x, toY - y];

/** The headings of the lattice with which the place is in the picture. */
function headingsTowards({ place, camera }: PlacedCamera, target: Position): number[] {
  const [east, north] = between(place, target);
  const bearing = (Math.atan2(east, north) * 180) / Math.PI;
  const half = Math.max(camera.horizontalFieldDegrees / 2, headingStepDegrees / 2);
  const steps = Array.from({ length: 360 / headingStepDegrees }, (_, step) => step * headingStepDegrees);
  return steps.filter((heading) => Math.abs(((heading - bearing + 540) % 360) - 180) <= half);
}
