import type { Highs } from 'highs';
import { type AngleProblem, seenWith } from './angle-problem.ts';
import { type ChoiceTask, choiceModel, choiceStart, chosenSets } from './choice-model.ts';
import { chooseHeadings, flattenViews } from './flat-views.ts';
import { mergeDemands } from './merge-demands.ts';
import type { Prices } from './price-descent.ts';
import { proofFor } from './proof.ts';
import { runHighs, type SolveLimits, toldWithin } from './run-highs.ts';

/** The best headings of a cluster that are known, and more than which none see. */
export interface ClusterSearch {
  headings: readonly number[];
  seen: number;
  bound: number;
  prices: Prices;
  isStopped: boolean;
  /** The time that the solver took. */
  seconds: number;
}

/**
 * How large a model HiGHS is given: it proves one of this size in seconds. Fifteen cameras along streets leave 1,700
 * entries once the prices have ruled most headings out; six that look over one open square leave 16,000, and 10 s.
 */
const mostEntries = 8_000;

/**
 * Proves the best headings of a cluster with HiGHS, beginning with the best that are known, without the headings that the
 * prices rule out of any better choice. A cluster that leaves too much open stays as it was.
 */
export function solveCluster(
  highs: Highs,
  problem: AngleProblem,
  known: ClusterSearch,
  limits: SolveLimits,
): ClusterSearch {
  const proof = proofFor(problem.weights);
  const open = openViews(problem, known);
  const { weights, sets } = mergeDemands(
    problem.weights,
    open.map(({ cells }) => cells),
  );
  if (sets.reduce((sum, set) => sum + set.length, 0) > mostEntries) return known;
  const places = Map.groupBy(open.keys(), (at) => open[at]?.camera);
  const rules = [...places.values()].map((views) => ({ sets: views, least: 1, most: 1 }));
  const task: ChoiceTask = { weights, sets, rules };
  const isBest = (at: number): boolean => known.headings[open[at]?.camera ?? -1] === open[at]?.heading;
  const answer = runHighs(highs, {
    model: choiceModel(highs, task, 'whole'),
    start: choiceStart(task, [...open.keys()].filter(isBest)),
    closeEnough: proof.closeEnough,
    limits: { ...limits, onProgress: toldWithin(limits, { best: known.seen, bound: known.bound }) },
  });
  const headings = [...known.headings];
  for (const at of answer.isFeasible ? chosenSets(task, answer.values) : [])
    headings[open[at]?.camera ?? -1] = open[at]?.heading ?? 0;
  const seen = seenWith(problem, headings);
  const best = seen > known.seen ? { headings, seen } : known;
  const bound = Math.max(best.seen, Math.min(known.bound, proof.lower(answer.bound)));
  return { ...known, ...best, bound, isStopped: !answer.isOptimal, seconds: answer.seconds };
}

interface OpenView {
  camera: number;
  heading: number;
  cells: Int32Array;
}

/** The views that may be in a better choice than the best that is known, and those that are in that one. */
function openViews(problem: AngleProblem, { headings, seen, prices }: ClusterSearch): OpenView[] {
  const proof = proofFor(problem.weights);
  const flat = flattenViews(problem);
  const best = chooseHeadings(flat, prices.sums).chosen;
  return problem.cameras.flatMap(({ views }, camera) => {
    const most = prices.sums[best[camera] ?? -1] ?? 0;
    return views.flatMap((cells, heading) => {
      const bound = prices.bound - (most - (prices.sums[(flat.starts[camera] ?? 0) + heading] ?? 0));
      return heading === headings[camera] || !proof.isMet(bound, seen) ? [{ camera, heading, cells }] : [];
    });
  });
}
