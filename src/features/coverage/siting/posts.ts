import { buildStreetNetwork } from '../../../compute/network/street-network.ts';
import { walkingMetersPerMinute } from '../../../compute/network/walk.ts';
import { bestMedian } from '../../../compute/optimisation/best-median.ts';
import { bestSites } from '../../../compute/optimisation/best-sites.ts';
import type { CoverProblem } from '../../../compute/optimisation/cover-problem.ts';
import { type MedianProblem, totalMeters } from '../../../compute/optimisation/median-problem.ts';
import { searchMedian } from '../../../compute/optimisation/median-search.ts';
import { reachedWithin, type Ways, waysTo } from '../../../compute/siting/walking.ts';
import type { SitingAnswer, SitingRequest, SitingSite } from '../siting.schema.ts';
import { blank, nothingLeft, seenWeight } from './answers.ts';
import { coverCurve } from './curve.ts';
import { limitsFor, refusedFor } from './limits.ts';
import { refused, type SitingHelp, type SitingOutcome, shareOf, sumOf } from './solving.ts';
import { candidatesOf, type Placed, reasonFor, type SitingScene } from './task.ts';

/** Nobody in need walks further than this to a post: whatever is farther counts as this far. */
const farthestMeters = 1_000;
const mostCandidates = { minutes: 600, average: 150 };
const moreOnCurve = 4;
const stepMeters = 10;

const minutesOf: Record<Exclude<SitingRequest['goal'], 'average'>, number> = {
  'within-1': 1,
  'within-2': 2,
  'within-3': 3,
};

interface PostScene {
  siting: SitingScene;
  candidates: Placed[];
  /** Posts that stand first, then candidates. */
  ways: Ways;
  standing: number;
}

/** Where new SOS posts should stand, by the way along the streets. */
export function solvePosts(siting: SitingScene, help: SitingHelp): SitingOutcome {
  const { task, scene, sight } = siting;
  const network = buildStreetNetwork(
    task.streets.map(({ points, isClosed }) => ({
      points: points.map((point) => scene.plane.toMeters(point)),
      isClosed,
    })),
  );
  if (network.edges.length === 0) return refused('no-streets');
  const found = candidatesOf(siting);
  if (found.length === 0) return refused('no-candidates');
  const candidates = thinned(found, mostCandidates[task.request.goal === 'average' ? 'average' : 'minutes']);
  help.tell({ stage: 'looking', progress: 0.1, best: null, bound: null });
  const standing = task.posts.map((place) => scene.plane.toMeters(place));
  const ways = waysTo(sight.ground, network, [...standing, ...candidates.map(({ place }) => place)], farthestMeters);
  const posts: PostScene = { siting, candidates, ways, standing: standing.length };
  const outcome = task.request.goal === 'average' ? byAverage(posts, help) : byMinutes(posts, task.request.goal, help);
  if (!outcome.ok) return outcome;
  const cutOff = shareOf(seenWeight(siting, ways.isCutOff), sumOf(sight.ground.weights));
  const notes = cutOff >= 0.005 ? [{ code: 'cut-off' as const, count: Math.round(cutOff * 100) }] : [];
  return {
    ok: true,
    answer: { ...outcome.answer, choices: candidates.length, notes: [...outcome.answer.notes, ...notes] },
  };
}

/** Every so manieth of many candidates: posts that stand a few metres apart are as good as each other. */
function thinned(candidates: Placed[], most: number): Placed[] {
  const step = candidates.length / most;
  return step <= 1
    ? candidates
    : Array.from({ length: most }, (_, at) => candidates[Math.floor(at * step)]).filter((one) => one !== undefined);
}

function byMinutes(
  { siting, candidates, ways, standing }: PostScene,
  goal: keyof typeof minutesOf,
  help: SitingHelp,
): SitingOutcome {
  const { request } = siting.task;
  const { weights } = siting.sight.ground;
  const reached = reachedWithin(ways, minutesOf[goal] * walkingMetersPerMinute);
  const before = new Uint8Array(weights.length);
  for (const demands of reached.slice(0, standing)) for (const demand of demands) before[demand] = 1;
  const total = sumOf(weights);
  const base = seenWeight(siting, before);
  if (total - base <= total * 1e-9) return refused('all-covered');
  const problem: CoverProblem = {
    weights: weights.map((weight, demand) => (before[demand] ? 0 : weight)),
    covers: reached.slice(standing).map((demands) => demands.filter((demand) => !before[demand])),
    mostSites: request.count,
    money: request.budget === null ? undefined : { costs: costsOf(candidates), budget: request.budget },
    required: requiredOf(request, candidates),
  };
  if (problem.covers.every(({ length }) => length === 0)) return refused('no-candidates-near');
  if ((problem.required?.length ?? 0) < request.required.length) return refused('required-gone');
  const limits = limitsFor(help, request.seconds, { from: 0.5, until: 1 }, (value) => shareOf(base + value, total));
  const result = bestSites(help.highs, problem, limits);
  if (!result.ok) return refusedFor(result.failure);
  const { answer } = result;
  const after = before.slice();
  const sites = answer.reasons.flatMap(({ site, adds, alone }) => {
    const gained = [...(problem.covers[site] ?? [])].filter((demand) => !after[demand]);
    for (const demand of gained) after[demand] = 1;
    return siteOf(siting, candidates[site], gained, { adds: adds / total, alone: alone / total });
  });
  return {
    ok: true,
    answer: {
      ...blank(siting, before, after),
      before: shareOf(base, total),
      after: shareOf(base + answer.covered, total),
      bound: shareOf(base + answer.bound, total),
      isProven: answer.isProven,
      isStopped: answer.isStopped,
      sites,
      curve: coverCurve(problem, answer, { base, total }),
      notes: nothingLeft(request.count, sites.length),
    },
  };
}

function byAverage({ siting, candidates, ways, standing }: PostScene, help: SitingHelp): SitingOutcome {
  const { request } = siting.task;
  const { weights } = siting.sight.ground;
  if (!help.highs) return refused('bug');
  const must = [
    ...Array.from({ length: standing }, (_, at) => at),
    ...requiredOf(request, candidates).map((at) => at + standing),
  ];
  if (must.length - standing < request.required.length) return refused('required-gone');
  const affordable =
    request.budget === null ? request.count : Math.floor(request.budget / Math.max(1, request.costs.camera));
  if (affordable < 1) return refused('over-budget', { cheapest: request.costs.camera, budget: request.budget ?? 0 });
  const count = Math.min(request.count, affordable);
  if (must.length - standing > count) return refused('too-many-required', { required: must.length - standing, count });
  const problem: MedianProblem = {
    weights,
    meters: roundedWays(ways, standing),
    mostSites: standing + count,
    required: must,
    farthestMeters,
  };
  const total = sumOf(weights);
  const limits = limitsFor(help, request.seconds, { from: 0.5, until: 1 }, (value) => value / total);
  const result = bestMedian(help.highs, problem, limits);
  if (!result.ok) throw new Error(`The question about posts was built wrong: ${result.failure.code}`);
  const { answer } = result;
  const chosen = answer.sites.filter((site) => site >= standing);
  const existing = [...Array(standing).keys()];
  const before = totalMeters(problem, existing) / total;
  const nothing = new Uint8Array(weights.length);
  return {
    ok: true,
    answer: {
      ...blank(siting, nothing, nothing),
      unit: 'meters',
      before,
      after: answer.total / total,
      bound: answer.bound / total,
      isProven: answer.isProven,
      isStopped: answer.isStopped,
      areas: areaMeters(siting, problem.meters, existing, answer.sites),
      sites: inOrder(problem, existing, chosen).flatMap(({ site, saves, alone }) => {
        const nearest = [...answer.nearest.keys()].filter((demand) => answer.nearest[demand] === site);
        return siteOf(siting, candidates[site - standing], nearest, { adds: saves / total, alone: alone / total });
      }),
      curve: [
        { count: 0, value: before, bound: null },
        ...medianCurve(problem, standing, count, answer.total, answer.bound, total),
      ],
      notes: nothingLeft(request.count, chosen.length),
    },
  };
}

/**
 * Ways to the next ten metres, and none farther than the nearest post that stands: nobody would walk past it. Ways that
 * are as long as each other are one question to the solver, not many.
 */
function roundedWays({ meters }: Ways, standing: number): Float64Array[] {
  const rounded = (way: number): number => Math.min(farthestMeters, Math.ceil(way / stepMeters) * stepMeters);
  const nearest = new Float64Array(meters[0]?.length ?? 0).fill(farthestMeters);
  for (const row of meters.slice(0, standing))
    row.forEach((way, demand) => {
      nearest[demand] = Math.min(nearest[demand] ?? way, rounded(way));
    });
  return meters.map((row) => row.map((way, demand) => Math.min(rounded(way), nearest[demand] ?? way)));
}

/** New posts, always next the one that then shortens the ways most. */
function inOrder(problem: MedianProblem, existing: readonly number[], chosen: readonly number[]) {
  const rest = new Set(chosen);
  const taken = [...existing];
  const all = totalMeters(problem, [...existing, ...chosen]);
  const steps: { site: number; saves: number; alone: number }[] = [];
  while (rest.size > 0) {
    const now = totalMeters(problem, taken);
    const [next] = [...rest]
      .map((site) => ({ site, saves: now - totalMeters(problem, [...taken, site]) }))
      .sort((one, other) => other.saves - one.saves);
    if (!next) break;
    rest.delete(next.site);
    taken.push(next.site);
    const without = [...existing, ...chosen].filter((site) => site !== next.site);
    steps.push({ ...next, alone: totalMeters(problem, without) - all });
  }
  return steps;
}

/** The average way with each number of posts, each found by exchanges; only the number that was asked for has a bound. */
function medianCurve(
  problem: MedianProblem,
  standing: number,
  asked: number,
  found: number,
  bound: number,
  total: number,
): SitingAnswer['curve'] {
  const least = Math.max(1, (problem.required?.length ?? 0) - standing);
  return Array.from({ length: asked + moreOnCurve - least + 1 }, (_, at) => {
    const count = least + at;
    if (count === asked) return { count, value: found / total, bound: bound / total };
    const mostSites = Math.min(problem.meters.length, standing + count);
    return { count, value: totalMeters(problem, searchMedian({ ...problem, mostSites })) / total, bound: null };
  });
}

function areaMeters(
  siting: SitingScene,
  meters: readonly Float64Array[],
  existing: readonly number[],
  chosen: readonly number[],
): SitingAnswer['areas'] {
  const { areaOf, weights } = siting.sight.ground;
  return siting.areaIds.flatMap((riskAreaId, area) => {
    const inside = weights.map((weight, demand) => (areaOf[demand] === area ? weight : 0));
    const total = sumOf(inside);
    const problem: MedianProblem = { weights: inside, meters, mostSites: 1, farthestMeters };
    if (total <= 0) return [];
    return [
      { riskAreaId, before: totalMeters(problem, existing) / total, after: totalMeters(problem, chosen) / total },
    ];
  });
}

const costsOf = (candidates: readonly Placed[]): Float64Array => Float64Array.from(candidates, ({ cost }) => cost);

function requiredOf({ required }: SitingRequest, candidates: readonly Placed[]): number[] {
  const keys = new Set(required.map(({ key }) => key));
  return [...candidates.keys()].filter((at) => keys.has(candidates[at]?.key ?? ''));
}

function siteOf(
  siting: SitingScene,
  candidate: Placed | undefined,
  gained: readonly number[],
  worth: { adds: number; alone: number },
): SitingSite[] {
  if (!candidate) return [];
  const { key, kind, cost, place } = candidate;
  return [
    {
      key,
      kind,
      cost,
      place: siting.scene.plane.toDegrees(place),
      headingDegrees: null,
      ...worth,
      ...reasonFor(siting, siting.sight.ground, gained),
      view: [],
    },
  ];
}
