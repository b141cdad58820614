import { completeCamera, defaultPriors } from '../../compute/cameras/unknowns.ts';
import {
  type AreaGround,
  createZoneCover,
  type StandingCamera,
  type ZoneCover,
  zoneShare,
} from '../../compute/coverage/zone-cover.ts';
import type { LocalPlane } from '../../compute/geometry/local-plane.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { Scope } from './cover.queries.ts';
import { leastGapSquareMeters } from './measure.ts';
import { type PlacedCamera, type PurposeName, purposeOf, type Scene } from './scene.ts';

/*
 * What a plan would change, worked out from its arguments alone: the server keeps the figures that the browser shows
 * while a finger moves.
 */

/** What a plan wants to be different about one camera. Null stays as it is; for a new camera, as is usual. */
export interface PlanChange {
  kind: 'aim' | 'add' | 'remove';
  /** Null for a new camera. */
  cameraId: string | null;
  /** `[longitude, latitude]`. */
  place: Position | null;
  /** Compass degrees. */
  headingDegrees: number | null;
  /** Below the horizon. */
  tiltDegrees: number | null;
  heightMeters: number | null;
  fieldDegrees: number | null;
  imageWidthPixels: number | null;
  imageHeightPixels: number | null;
  rangeMeters: number | null;
  reason: string;
}

/** How much of an area, or of a zone, is seen. */
export interface Shares {
  sureShare: number;
  likelyShare: number;
  gaps: number;
  gapSquareMeters: number;
}

export interface AreaShares extends Shares {
  riskAreaId: string;
  groundSquareMeters: number;
}

/** What is seen with one set of cameras. */
export interface SeenFigures {
  zone: Shares;
  areas: AreaShares[];
}

/** What a plan changes: everything as it is, and as it would be. */
export interface PlanFigures {
  before: SeenFigures;
  after: SeenFigures;
}

/** The cover of a zone by the cameras that this scope counts. */
export function coverOfScene(
  scene: Pick<Scene, 'walls' | 'cameras'>,
  grounds: readonly AreaGround[],
  purpose: PurposeName,
  scope: Scope,
): ZoneCover {
  const cover = createZoneCover(grounds, purposeOf(purpose), scene.walls, leastGapSquareMeters);
  for (const camera of scene.cameras) if (isCounted(camera, scope)) cover.put(camera.id, camera);
  return cover;
}

/** Whether a camera counts for a plan that asks about this scope. */
export const isCounted = ({ isLinked }: Pick<PlacedCamera, 'isLinked'>, scope: Scope): boolean =>
  scope === 'all' || isLinked;

/** Puts the changes of a plan into force. Changes of cameras that the scope does not count change nothing. */
export function applyChanges(
  cover: ZoneCover,
  scene: Pick<Scene, 'plane' | 'cameras'>,
  changes: readonly PlanChange[],
  scope: Scope,
): void {
  const cameras = new Map(scene.cameras.map((camera) => [camera.id, camera]));
  changes.forEach((change, at) => {
    const camera = change.cameraId === null ? undefined : cameras.get(change.cameraId);
    if (change.kind === 'add') cover.put(`new-${at}`, standingAfter(scene.plane, undefined, change));
    else if (camera && isCounted(camera, scope)) cover.put(camera.id, standingAfter(scene.plane, camera, change));
  });
}

/** A camera as the change would have it; nothing when it is taken away. What nobody knows stays assumed as it was. */
export function standingAfter(
  plane: LocalPlane,
  camera: StandingCamera | undefined,
  change: PlanChange,
): StandingCamera | undefined {
  if (change.kind === 'remove') return undefined;
  const usual = camera?.camera ?? completeCamera({}, defaultPriors).camera;
  const field = change.fieldDegrees ?? usual.horizontalFieldDegrees;
  return {
    place: change.place ? plane.toMeters(change.place) : (camera?.place ?? [Number.NaN, Number.NaN]),
    camera: {
      headingDegrees: field >= 360 ? 0 : (change.headingDegrees ?? usual.headingDegrees),
      tiltDegrees: change.tiltDegrees ?? usual.tiltDegrees,
      heightMeters: change.heightMeters ?? usual.heightMeters,
      horizontalFieldDegrees: field,
      imageWidthPixels: change.imageWidthPixels ?? usual.imageWidthPixels,
      imageHeightPixels: change.imageHeightPixels ?? usual.imageHeightPixels,
      rangeMeters: change.rangeMeters ?? usual.rangeMeters,
    },
  };
}

/** What is seen as the cover is now. */
export function figuresOf(cover: ZoneCover): SeenFigures {
  const shares = cover.areas();
  const areas = cover.gaps().map((gaps, at): AreaShares => {
    const { riskAreaId = '', groundSquareMeters = 0, sureShare = 0, likelyShare = 0 } = shares[at] ?? {};
    const gapSquareMeters = gaps.reduce((sum, gap) => sum + gap.squareMeters, 0);
    return { riskAreaId, groundSquareMeters, sureShare, likelyShare, gaps: gaps.length, gapSquareMeters };
  });
  const sum = (key: 'gaps' | 'gapSquareMeters'): number => areas.reduce((total, area) => total + area[key], 0);
  return { zone: { ...zoneShare(shares), gaps: sum('gaps'), gapSquareMeters: sum('gapSquareMeters') }, areas };
}
