import { type CoverProblem, costOf, coveredBy } from './cover-problem.ts';
import { leastGain } from './proof.ts';

/**
 * From these sites, always makes the exchange of one site for another (or the addition of one, where number and money
 * allow it) that adds most, until none adds anything. Required sites stay. Never covers less than it began with.
 */
export function improveBySwaps(
  problem: CoverProblem,
  start: readonly number[],
  shouldStop: () => boolean = () => false,
): { sites: number[]; covered: number } {
  const state = createState(problem, start);
  while (!shouldStop()) {
    const move = bestMove(problem, state);
    if (!move) break;
    if (move.leave !== undefined) state.remove(move.leave);
    state.add(move.enter);
  }
  const sites = [...state.chosen];
  return { sites, covered: coveredBy(problem, sites) };
}

interface State {
  chosen: Set<number>;
  /** By demand, how many chosen sites cover it, and the sum of their numbers: that one's number where it is only one. */
  counts: Int32Array;
  owners: Float64Array;
  add(site: number): void;
  remove(site: number): void;
}

function createState({ weights, covers }: CoverProblem, start: readonly number[]): State {
  const counts = new Int32Array(weights.length);
  const owners = new Float64Array(weights.length);
  const chosen = new Set<number>();
  const change = (site: number, step: 1 | -1): void => {
    for (const demand of covers[site] ?? []) {
      counts[demand] = (counts[demand] ?? 0) + step;
      owners[demand] = (owners[demand] ?? 0) + step * site;
    }
  };
  const state: State = {
    chosen,
    counts,
    owners,
    add(site) {
      if (chosen.has(site)) return;
      chosen.add(site);
      change(site, 1);
    },
    remove(site) {
      chosen.delete(site);
      change(site, -1);
    },
  };
  for (const site of start) state.add(site);
  return state;
}

interface Move {
  enter: number;
  leave: number | undefined;
}

function bestMove(problem: CoverProblem, state: State): Move | undefined {
  const { weights, covers, mostSites, money } = problem;
  const { chosen, counts, owners } = state;
  const losses = lossesOf(problem, state);
  const required = new Set(problem.required ?? []);
  const leaving = [...chosen].filter((site) => !required.has(site));
  const kept = new Float64Array(covers.length);
  const left = (money?.budget ?? 0) - costOf(problem, chosen);
  let best: Move | undefined;
  let most = leastGain(weights);
  covers.forEach((cover, enter) => {
    if (chosen.has(enter)) return;
    for (const site of leaving) kept[site] = 0;
    let gain = 0;
    for (const demand of cover) {
      const count = counts[demand] ?? 0;
      if (count === 0) gain += weights[demand] ?? 0;
      else if (count === 1) {
        const owner = owners[demand] ?? 0;
        kept[owner] = (kept[owner] ?? 0) + (weights[demand] ?? 0);
      }
    }
    const price = money?.costs[enter] ?? 0;
    if (chosen.size < mostSites && gain > most && (!money || price <= left)) {
      most = gain;
      best = { enter, leave: undefined };
    }
    for (const leave of leaving) {
      const total = gain - (losses[leave] ?? 0) + (kept[leave] ?? 0);
      if (total > most && (!money || price <= left + (money.costs[leave] ?? 0))) {
        most = total;
        best = { enter, leave };
      }
    }
  });
  return best;
}

/** By chosen site, what only it covers. */
function lossesOf({ weights, covers }: CoverProblem, { chosen, counts }: State): Float64Array {
  const losses = new Float64Array(covers.length);
  for (const site of chosen) {
    let sum = 0;
    for (const demand of covers[site] ?? []) if (counts[demand] === 1) sum += weights[demand] ?? 0;
    losses[site] = sum;
  }
  return losses;
}
