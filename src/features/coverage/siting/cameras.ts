import { seenWith } from '../../../compute/optimisation/angle-problem.ts';
import { type AngleAnswer, bestAngles } from '../../../compute/optimisation/best-angles.ts';
import { bestSites } from '../../../compute/optimisation/best-sites.ts';
import { placingOf } from '../../../compute/siting/placing.ts';
import { type Turning, turningOf } from '../../../compute/siting/turning.ts';
import { blank, notesOf, nothingLeft, seenBefore, seenWeight, sitesOf, smallVisits, visitsOf } from './answers.ts';
import { coverCurve } from './curve.ts';
import { limitsFor, refusedFor, type Span } from './limits.ts';
import { opticsOf } from './optics.ts';
import { refused, type SitingHelp, type SitingOutcome, shareOf, sumOf } from './solving.ts';
import { camerasOf, candidatesOf, type SitingScene } from './task.ts';

/** A visit that adds less than this share of all is not worth the way. */
const leastVisitShare = 0.001;

/** Which way the cameras that there are should look. */
export function solveAngles(siting: SitingScene, help: SitingHelp): SitingOutcome {
  const cameras = camerasOf(siting, true);
  if (!cameras.some(({ mayTurn }) => mayTurn)) return refused('no-cameras');
  help.tell({ stage: 'looking', progress: 0.1, best: null, bound: null });
  const turning = turningOf(siting.sight, cameras);
  if (turning.cameras.length === 0) return refused('no-cameras-near');
  const turned = turn(siting, turning, help, { from: 0.35, until: 1, seconds: siting.task.request.seconds });
  const { answer, seen } = turned;
  const total = sumOf(siting.sight.ground.weights);
  const base = seenWeight(siting, turning.isSeen);
  const visits = visitsOf(siting, cameras, turning, answer);
  return {
    ok: true,
    answer: {
      ...blank(siting, seenBefore(turning), seen),
      before: shareOf(base + answer.seenNow, total),
      after: shareOf(base + answer.seen, total),
      bound: shareOf(base + answer.bound, total),
      isProven: answer.isProven,
      isStopped: answer.isStopped,
      visits,
      curve: [
        { count: 0, value: shareOf(base + answer.seenNow, total), bound: null },
        ...visits.map(({ after }, at) => ({ count: at + 1, value: after, bound: null })),
      ],
      choices: turning.cameras.length,
      notes: [...notesOf(siting, cameras), ...smallVisits(turned.leftOut)],
    },
  };
}

/** Where new cameras should hang; those that there are turned first, if the officer said so. */
export function solveCameras(siting: SitingScene, help: SitingHelp): SitingOutcome {
  const { task, sight } = siting;
  const { request } = task;
  const candidates = candidatesOf(siting);
  if (candidates.length === 0) return refused('no-candidates');
  const cameras = camerasOf(siting, request.reAimFirst);
  help.tell({ stage: 'looking', progress: 0.08, best: null, bound: null });
  const turning = turningOf(sight, cameras);
  const aim = request.reAimFirst && turning.cameras.length > 0;
  const turned = aim && turn(siting, turning, help, { from: 0.15, until: 0.4, seconds: request.seconds / 3 });
  const seen = turned ? turned.seen : seenBefore(turning);
  const before = seenBefore(turning);
  const total = sumOf(sight.ground.weights);
  const base = seenWeight(siting, seen);
  if (total - base <= total * 1e-9) return refused('all-covered');
  help.tell({ stage: 'looking', progress: 0.42, best: null, bound: null });
  const placing = placingOf(sight, candidates, seen, {
    optics: opticsOf(request),
    mostSites: request.count,
    budget: request.budget ?? undefined,
    required: request.required.map(({ key, headingDegrees }) => ({ key, headingDegrees: headingDegrees ?? 0 })),
  });
  if (placing.options.length === 0) return refused('no-candidates-near');
  if ((placing.problem.required?.length ?? 0) < request.required.length) return refused('required-gone');
  const limits = limitsFor(help, request.seconds, { from: 0.5, until: 1 }, (value) => shareOf(base + value, total));
  const result = bestSites(help.highs, placing.problem, limits);
  if (!result.ok) return refusedFor(result.failure);
  const { answer } = result;
  const sites = sitesOf(siting, placing, candidates, answer, total);
  const after = seen.slice();
  for (const site of answer.sites) for (const demand of placing.problem.covers[site] ?? []) after[demand] = 1;
  return {
    ok: true,
    answer: {
      ...blank(siting, before, after),
      before: shareOf(seenWeight(siting, before), total),
      after: shareOf(base + answer.covered, total),
      bound: shareOf(base + answer.bound, total),
      isProven: answer.isProven && (!turned || turned.answer.isProven),
      isStopped: answer.isStopped,
      visits: turned ? visitsOf(siting, cameras, turning, turned.answer) : [],
      sites,
      curve: coverCurve(placing.problem, answer, { base, total }),
      choices: new Set(placing.options.map(({ candidate }) => candidate)).size,
      notes: [
        ...notesOf(siting, cameras),
        ...smallVisits(turned ? turned.leftOut : 0),
        ...nothingLeft(request.count, sites.length),
      ],
    },
  };
}

/** Turns the cameras; what is then seen. */
function turn(
  siting: SitingScene,
  turning: Turning,
  help: SitingHelp,
  { seconds, ...span }: Span & { seconds: number },
) {
  const total = sumOf(siting.sight.ground.weights);
  const base = seenWeight(siting, turning.isSeen);
  const limits = limitsFor(help, seconds, span, (value) => shareOf(base + value, total));
  const result = bestAngles(help.highs, turning.problem, limits);
  if (!result.ok) throw new Error(`The question about angles was built wrong: ${result.failure.code}`);
  const { answer, leftOut } = worthTheWay(turning, result.answer, total);
  const seen = turning.isSeen.slice();
  turning.problem.cameras.forEach(({ views }, camera) => {
    for (const demand of views[answer.headings[camera] ?? -1] ?? []) seen[demand] = 1;
  });
  return { answer, seen, leftOut };
}

/** A camera whose heading nobody knows and that nobody goes to. */
const notTurned = -1;

/**
 * The answer without its last visits, as far as each of them adds next to nothing: somebody would have to go there. The
 * first visits are a plan by themselves, so that what is seen after them is what they say.
 */
function worthTheWay(
  { problem }: Turning,
  answer: AngleAnswer,
  total: number,
): { answer: AngleAnswer; leftOut: number } {
  const least = total * leastVisitShare;
  const kept = answer.visits.findLastIndex(({ gain }) => gain >= least) + 1;
  const leftOut = answer.visits.length - kept;
  if (leftOut === 0) return { answer, leftOut };
  const headings = [...answer.headings];
  for (const { camera, from } of answer.visits.slice(kept)) headings[camera] = from ?? notTurned;
  const seen = seenWith(problem, headings);
  const visits = answer.visits.slice(0, kept);
  return { answer: { ...answer, headings, seen, visits, isProven: answer.isProven && seen >= answer.seen }, leftOut };
}
