import { neighboursOf } from './angle-clusters.ts';
import type { AngleProblem, Headings } from './angle-problem.ts';
import { leastGain } from './proof.ts';
import { tallyViews, type ViewTally } from './view-tally.ts';

/** One camera that somebody goes to and turns. */
export interface Visit {
  camera: number;
  /** The number of the heading that it had, where anybody knows it, and of the one that it gets. */
  from: number | undefined;
  to: number;
  /** What this visit adds after those before it; less than nothing where another visit needs it. */
  gain: number;
  /** What is seen after it. */
  seen: number;
}

/** The headings with every camera left alone that gains nothing by being turned. */
export function withoutIdleVisits({ weights, cameras }: AngleProblem, headings: readonly number[]): number[] {
  const tally = tallyViews(weights);
  const kept = [...headings];
  const slack = leastGain(weights);
  for (const [camera, { views }] of cameras.entries()) tally.add(views[kept[camera] ?? -1]);
  cameras.forEach(({ views, current }, camera) => {
    const heading = kept[camera] ?? -1;
    if (current === undefined || current === heading) return;
    tally.remove(views[heading]);
    if (tally.gain(views[current]) >= tally.gain(views[heading]) - slack) kept[camera] = current;
    tally.add(views[kept[camera] ?? -1]);
  });
  return kept;
}

/**
 * The visits that turn cameras from what they see now to these headings, always next the one that then adds most: the
 * first few of them are a plan by themselves. A camera whose heading nobody knows counts as seeing nothing until then.
 */
export function visitsTo(problem: AngleProblem, headings: readonly number[]): Visit[] {
  const { weights, cameras } = problem;
  const tally = tallyViews(weights);
  let seen = 0;
  for (const { views, current } of cameras) {
    seen += tally.gain(views[current ?? -1]);
    tally.add(views[current ?? -1]);
  }
  const neighbours = neighboursOf(problem);
  const gains = new Map<number, number>();
  const measure = (camera: number): void => void gains.set(camera, gainOf(tally, problem, camera, headings));
  for (const [camera, { current }] of cameras.entries()) if (current !== headings[camera]) measure(camera);
  const visits: Visit[] = [];
  while (gains.size > 0) {
    const [camera, gain] = [...gains].reduce((best, one) => (one[1] > best[1] ? one : best));
    const { views = [], current: from } = cameras[camera] ?? {};
    const to = headings[camera] ?? 0;
    gains.delete(camera);
    tally.remove(views[from ?? -1]);
    tally.add(views[to]);
    seen += gain;
    visits.push({ camera, from, to, gain, seen });
    for (const other of neighbours[camera] ?? []) if (gains.has(other)) measure(other);
  }
  return visits;
}

function gainOf(tally: ViewTally, { cameras }: AngleProblem, camera: number, headings: Headings): number {
  const { views = [], current } = cameras[camera] ?? {};
  const before = views[current ?? -1];
  tally.remove(before);
  const gain = tally.gain(views[headings[camera] ?? -1]) - tally.gain(before);
  tally.add(before);
  return gain;
}
