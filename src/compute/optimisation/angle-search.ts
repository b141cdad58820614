import type { AngleProblem, Headings } from './angle-problem.ts';
import { leastGain } from './proof.ts';
import { tallyViews, type ViewTally } from './view-tally.ts';

/** Always turns the camera, among those left, that then adds most; one that adds nothing stays as it is. */
export function greedyHeadings({ weights, cameras }: AngleProblem): number[] {
  const tally = tallyViews(weights);
  const headings = cameras.map(({ current }) => current ?? 0);
  const left = new Set(cameras.keys());
  // What a camera adds never grows while others are turned, so that an old figure is a limit to its new one.
  const limits = cameras.map(() => Number.POSITIVE_INFINITY);
  const fresh = new Set<number>();
  while (left.size > 0) {
    const camera = [...left].reduce((best, one) => ((limits[one] ?? 0) > (limits[best] ?? 0) ? one : best));
    if (fresh.has(camera)) {
      tally.add(cameras[camera]?.views[headings[camera] ?? 0]);
      left.delete(camera);
      fresh.clear();
      continue;
    }
    const best = bestHeading(tally, cameras[camera]?.views ?? [], cameras[camera]?.current ?? 0);
    headings[camera] = best.heading;
    limits[camera] = best.gain;
    fresh.add(camera);
  }
  return headings;
}

/** The heading that adds most; of equals the preferred one, else the first. */
function bestHeading(
  tally: ViewTally,
  views: readonly Int32Array[],
  preferred: number,
  least = 0,
): { heading: number; gain: number } {
  const best = { heading: preferred, gain: tally.gain(views[preferred]) };
  views.forEach((cells, heading) => {
    const gain = tally.gain(cells);
    if (gain > best.gain + least) Object.assign(best, { heading, gain });
  });
  return best;
}

interface SearchState {
  cameras: AngleProblem['cameras'];
  tally: ViewTally;
  headings: number[];
  leastGain: number;
}

/**
 * Turns one camera at a time, and two that can see the same cells together, as long as that adds something. Never sees
 * less than with the headings that it began with.
 */
export function improveHeadings(
  { weights, cameras }: AngleProblem,
  start: Headings,
  neighbours: readonly (readonly number[])[],
  { hasPairs = true, shouldStop = (): boolean => false } = {},
): number[] {
  const headings = start.map((heading, camera) => heading ?? cameras[camera]?.current ?? 0);
  const state: SearchState = { cameras, tally: tallyViews(weights), headings, leastGain: leastGain(weights) };
  for (const camera of cameras.keys()) state.tally.add(viewOf(state, camera));
  const waiting = new Set(cameras.keys());
  for (const camera of waiting) {
    if (shouldStop()) break;
    waiting.delete(camera);
    const around = neighbours[camera] ?? [];
    const turned = turnOne(state, camera) ? [camera] : hasPairs ? turnTwo(state, camera, around) : [];
    for (const one of turned) for (const other of [one, ...(neighbours[one] ?? [])]) waiting.add(other);
  }
  return headings;
}

const viewOf = ({ cameras, headings }: SearchState, camera: number): Int32Array | undefined =>
  cameras[camera]?.views[headings[camera] ?? -1];

function turnOne(state: SearchState, camera: number): boolean {
  const { cameras, tally, headings } = state;
  const before = headings[camera] ?? 0;
  tally.remove(viewOf(state, camera));
  const { heading } = bestHeading(tally, cameras[camera]?.views ?? [], before, state.leastGain);
  headings[camera] = heading;
  tally.add(viewOf(state, camera));
  return heading !== before;
}

/** Turns the camera and the first of those around it with which that adds something; gives which were turned. */
function turnTwo(state: SearchState, camera: number, around: readonly number[]): number[] {
  const { tally, headings } = state;
  for (const other of around) {
    tally.remove(viewOf(state, camera));
    tally.remove(viewOf(state, other));
    const pair = betterPair(state, camera, other);
    if (pair) [headings[camera], headings[other]] = pair;
    tally.add(viewOf(state, camera));
    tally.add(viewOf(state, other));
    if (pair) return [camera, other];
  }
  return [];
}

/** The best headings of two cameras that are not in the tally, where they are better than those that they have. */
function betterPair(state: SearchState, camera: number, other: number): [number, number] | undefined {
  const { cameras, tally, headings } = state;
  const [views, otherViews] = [cameras[camera]?.views ?? [], cameras[other]?.views ?? []];
  const gains = views.map((cells) => tally.gain(cells));
  const otherGains = otherViews.map((cells) => tally.gain(cells));
  const otherMost = Math.max(...otherGains);
  const together = (heading: number, otherHeadings: readonly number[]): { otherHeading: number; gain: number } => {
    tally.add(views[heading]);
    const best = { otherHeading: -1, gain: Number.NEGATIVE_INFINITY };
    for (const otherHeading of otherHeadings) {
      const gain = (gains[heading] ?? 0) + tally.gain(otherViews[otherHeading]);
      if (gain > best.gain) Object.assign(best, { otherHeading, gain });
    }
    tally.remove(views[heading]);
    return best;
  };
  let most = together(headings[camera] ?? 0, [headings[other] ?? 0]).gain + state.leastGain;
  let best: [number, number] | undefined;
  gains.forEach((gain, heading) => {
    if (gain + otherMost <= most) return;
    const worth = [...otherGains.keys()].filter((one) => gain + (otherGains[one] ?? 0) > most);
    const found = together(heading, worth);
    if (found.gain <= most) return;
    most = found.gain;
    best = [heading, found.otherHeading];
  });
  return best;
}
