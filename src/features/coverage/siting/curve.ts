import type { CoverAnswer } from '../../../compute/optimisation/best-sites.ts';
import { boundFromPrices } from '../../../compute/optimisation/cover-bound.ts';
import type { CoverProblem } from '../../../compute/optimisation/cover-problem.ts';
import { greedyCover } from '../../../compute/optimisation/greedy-cover.ts';
import type { SitingAnswer } from '../siting.schema.ts';
import { shareOf } from './solving.ts';

const fewestShown = 8;
const mostShown = 40;

/**
 * Cover against the number of sites. Where it was solved, that answer; elsewhere what always taking the next best one
 * finds. The prices of the one solution bound every other number too: no choice of that many covers more.
 */
export function coverCurve(
  problem: CoverProblem,
  answer: CoverAnswer,
  { base, total }: { base: number; total: number },
): SitingAnswer['curve'] {
  const asked = Math.min(problem.mostSites, mostShown);
  const last = Math.min(mostShown, Math.max(fewestShown, asked + 5));
  const least = new Set(problem.required).size;
  const { steps } = greedyCover({ ...problem, mostSites: last });
  const points: SitingAnswer['curve'] = [{ count: 0, value: shareOf(base, total), bound: null }];
  let known = 0;
  for (let count = Math.max(1, least); count <= last; count++) {
    const greedy = steps[count - 1]?.covered ?? steps.at(-1)?.covered ?? 0;
    known = Math.max(known, greedy, count >= asked ? answer.covered : 0, best(answer, count));
    const bound = count === asked ? answer.bound : boundFromPrices({ ...problem, mostSites: count }, answer.prices);
    points.push({
      count,
      value: shareOf(base + known, total),
      bound: shareOf(base + Math.max(known, bound), total),
    });
  }
  return points;
}

/** What the first so many sites of the answer cover. */
function best({ reasons }: CoverAnswer, count: number): number {
  return reasons.slice(0, count).reduce((sum, { adds }) => sum + adds, 0);
}
