import type { Camera } from '../cameras/camera-view.ts';
import type { Position } from '../geometry/position.ts';
import type { AngleProblem } from '../optimisation/angle-problem.ts';
import { headingsAround, type Sight, viewsFrom } from './views.ts';

/** A camera that stands where it stands. */
export interface StandingCamera {
  place: Position;
  camera: Camera;
  /** Whether somebody may go there and turn it. */
  mayTurn: boolean;
}

/** Where the cameras that there are should look. */
export interface Turning {
  problem: AngleProblem;
  /** By camera of the problem, its number among the given ones. */
  cameras: number[];
  /** By camera of the problem, the compass degrees of its headings; the last may be the one that it has now. */
  headings: number[][];
  /** 1 for demands that cameras which stay as they are see: they are worth nothing in the problem. */
  isSeen: Uint8Array;
}

const headingCount = 24;
/** A heading this close to one that is tried is that one. */
const sameHeadingDegrees = 0.5;

/**
 * Each camera that may be turned with 24 headings, and its own where that is another; those that see none of the ground
 * whichever way they look are left out. A camera that looks all around has nothing to turn. Headings that nobody knows
 * count as seeing nothing now.
 */
export function turningOf(sight: Sight, cameras: readonly StandingCamera[]): Turning {
  const isSeen = new Uint8Array(sight.ground.weights.length);
  const turning: Turning = {
    problem: { weights: sight.ground.weights.slice(), cameras: [] },
    cameras: [],
    headings: [],
    isSeen,
  };
  const turned: { views: Int32Array[]; current: number | undefined }[] = [];
  cameras.forEach(({ place, camera, mayTurn }, number) => {
    const { headingDegrees } = camera;
    if (!mayTurn || camera.horizontalFieldDegrees >= 360) {
      if (headingDegrees === undefined) return;
      for (const demand of viewsFrom(sight, place, camera, [headingDegrees])[0] ?? []) isSeen[demand] = 1;
      return;
    }
    const { headings, current } = headingsWith(headingDegrees);
    const views = viewsFrom(sight, place, camera, headings);
    if (views.every((view) => view.length === 0)) return;
    turning.cameras.push(number);
    turning.headings.push(headings);
    turned.push({ views, current });
  });
  isSeen.forEach((seen, demand) => {
    if (seen) turning.problem.weights[demand] = 0;
  });
  return { ...turning, problem: { weights: turning.problem.weights, cameras: turned } };
}

function headingsWith(now: number | undefined): { headings: number[]; current: number | undefined } {
  const headings = headingsAround(headingCount);
  if (now === undefined) return { headings, current: undefined };
  const same = headings.findIndex((one) => Math.abs(((now - one + 540) % 360) - 180) <= sameHeadingDegrees);
  if (same >= 0) return { headings, current: same };
  return { headings: [...headings, now], current: headings.length };
}
