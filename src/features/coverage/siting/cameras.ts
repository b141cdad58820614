import type { Camera } from '../../../compute/cameras/camera-view.ts';
import { standClear } from '../../../compute/cameras/standing.ts';
import { coverOf } from '../../../compute/coverage/camera-cover.ts';
import { seenWith } from '../../../compute/optimisation/angle-problem.ts';
import { type AngleAnswer, bestAngles } from '../../../compute/optimisation/best-angles.ts';
import { bestSites, type CoverAnswer } from '../../../compute/optimisation/best-sites.ts';
import type { CoverFailure } from '../../../compute/optimisation/cover-problem.ts';
import type { SolveLimits, SolveProgress } from '../../../compute/optimisation/run-highs.ts';
import { type Placing, placingOf } from '../../../compute/siting/placing.ts';
import { type Turning, turningOf } from '../../../compute/siting/turning.ts';
import { toMultiPolygon } from '../scene.ts';
import type { SitingAnswer, SitingSite, SitingVisit } from '../siting.schema.ts';
import { coverCurve } from './curve.ts';
import { opticsOf } from './optics.ts';
import { refused, type SitingHelp, type SitingOutcome, shareOf, sumOf } from './solving.ts';
import { camerasOf, candidatesOf, type Known, type Placed, reasonFor, type SitingScene } from './task.ts';

type Note = SitingAnswer['notes'][number];

/** Cameras at one place from which on the reader is told: it may be a slip of whoever surveyed them. */
const manyOnOnePole = 10;
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

/** Fewer sites than were asked for: no further one would add anything, or there is no money left. */
export function nothingLeft(asked: number, found: number): Note[] {
  return found < asked ? [{ code: 'nothing-left', count: found }] : [];
}

const smallVisits = (count: number): Note[] => (count > 0 ? [{ code: 'small-visits', count }] : []);

interface Span {
  from: number;
  until: number;
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

/** Limits that count from the beginning of the work, and tell how far along the search is by the clock. */
export function limitsFor(
  { elapsedSeconds, tell }: SitingHelp,
  seconds: number,
  { from, until }: Span,
  valueIn: (worth: number) => number,
): SolveLimits {
  const began = elapsedSeconds();
  const left = Math.max(1, seconds - began);
  let known: SolveProgress | undefined;
  const say = (): void =>
    tell({
      stage: 'searching',
      progress: Math.min(until, from + ((elapsedSeconds() - began) / left) * (until - from)),
      best: known ? valueIn(known.best) : null,
      bound: known ? valueIn(known.bound) : null,
    });
  say();
  return {
    seconds: left,
    shouldStop: () => {
      say();
      return elapsedSeconds() - began > left;
    },
    onProgress: (progress) => {
      known = progress;
      say();
    },
  };
}

export function refusedFor(failure: CoverFailure): SitingOutcome {
  switch (failure.code) {
    case 'no-candidates':
      return refused('no-candidates');
    case 'nothing-affordable':
      return refused('over-budget', { cheapest: failure.cheapest, budget: failure.budget });
    case 'required-over-budget':
      return refused('required-over-budget', { cost: failure.cost, budget: failure.budget });
    case 'too-many-required':
      return refused('too-many-required', { required: failure.required, count: failure.mostSites });
    default:
      throw new Error(`The question about sites was built wrong: ${failure.code}`);
  }
}

function seenBefore({ problem, isSeen }: Turning): Uint8Array {
  const seen = isSeen.slice();
  for (const { views, current } of problem.cameras) for (const demand of views[current ?? -1] ?? []) seen[demand] = 1;
  return seen;
}

export function seenWeight({ sight }: SitingScene, seen: Uint8Array): number {
  return sight.ground.weights.reduce((sum, weight, demand) => sum + (seen[demand] ? weight : 0), 0);
}

/** What every answer in shares has: how each area did, and how finely it was measured. */
export function blank(siting: SitingScene, before: Uint8Array, after: Uint8Array): SitingAnswer {
  const { ground } = siting.sight;
  const sums = siting.areaIds.map(() => ({ total: 0, before: 0, after: 0 }));
  ground.areaOf.forEach((area, demand) => {
    const sum = sums[area];
    if (!sum) return;
    const weight = ground.weights[demand] ?? 0;
    sum.total += weight;
    if (before[demand]) sum.before += weight;
    if (after[demand]) sum.after += weight;
  });
  return {
    unit: 'share',
    before: 0,
    after: 0,
    bound: 0,
    isProven: false,
    isStopped: false,
    visits: [],
    sites: [],
    areas: sums.flatMap((sum, area) =>
      sum.total > 0
        ? [
            {
              riskAreaId: siting.areaIds[area] ?? null,
              before: shareOf(sum.before, sum.total),
              after: shareOf(sum.after, sum.total),
            },
          ]
        : [],
    ),
    curve: [],
    groundSquareMeters: ground.cells.length * ground.grid.cellMeters ** 2,
    cellMeters: ground.grid.cellMeters,
    choices: 0,
    notes: [],
  };
}

/** The visits that gain something, in their order, each with why it is made. */
function visitsOf(
  siting: SitingScene,
  cameras: readonly Known[],
  turning: Turning,
  answer: AngleAnswer,
): SitingVisit[] {
  const { ground } = siting.sight;
  const total = sumOf(ground.weights);
  const base = seenWeight(siting, turning.isSeen);
  const seen = seenBefore(turning);
  return answer.visits.flatMap(({ camera, from, to, gain, seen: after }) => {
    const known = cameras[turning.cameras[camera] ?? -1];
    if (!known) return [];
    const view = turning.problem.cameras[camera]?.views[to] ?? new Int32Array();
    const gained = [...view].filter((demand) => !seen[demand] && (turning.problem.weights[demand] ?? 0) > 0);
    for (const demand of view) seen[demand] = 1;
    const degrees = turning.headings[camera] ?? [];
    const toDegrees = degrees[to] ?? 0;
    return [
      {
        cameraId: known.id,
        place: siting.scene.plane.toDegrees(known.place),
        fromDegrees: from === undefined ? null : (degrees[from] ?? null),
        toDegrees,
        adds: gain / total,
        after: shareOf(base + after, total),
        ...reasonFor(siting, ground, gained),
        view: viewOf(siting, known.place, { ...known.camera, headingDegrees: toDegrees }),
      },
    ];
  });
}

function sitesOf(
  siting: SitingScene,
  { options, problem }: Placing,
  candidates: readonly Placed[],
  answer: CoverAnswer,
  total: number,
): SitingSite[] {
  const seen = new Uint8Array(problem.weights.length);
  return answer.reasons.flatMap(({ site, adds, alone }) => {
    const option = options[site];
    const candidate = candidates[option?.candidate ?? -1];
    if (!option || !candidate) return [];
    const gained = [...(problem.covers[site] ?? [])].filter((demand) => !seen[demand]);
    for (const demand of gained) seen[demand] = 1;
    const camera = { ...opticsOf(siting.task.request), headingDegrees: option.headingDegrees };
    return [
      {
        key: candidate.key,
        kind: candidate.kind,
        place: siting.scene.plane.toDegrees(candidate.place),
        headingDegrees: option.headingDegrees,
        cost: candidate.cost,
        adds: adds / total,
        alone: alone / total,
        ...reasonFor(siting, siting.sight.ground, gained),
        view: viewOf(siting, candidate.place, camera),
      },
    ];
  });
}

function viewOf({ scene, sight }: SitingScene, place: Placed['place'], camera: Camera): SitingSite['view'] {
  return toMultiPolygon(scene.plane, coverOf(place, camera, sight.purpose, sight.walls)?.polygons ?? []);
}

/** What the reader should know of the cameras that count. */
function notesOf({ scene }: SitingScene, cameras: readonly Known[]): Note[] {
  const unknown = cameras.filter(({ camera, mayTurn }) => camera.headingDegrees === undefined && !mayTurn).length;
  const inside = cameras.filter(({ place }) => standClear(place, scene.walls).without.size > 0).length;
  const byPlace = Map.groupBy(cameras, ({ place }) => place.map((meters) => meters.toFixed(0)).join());
  const most = Math.max(0, ...[...byPlace.values()].map(({ length }) => length));
  const notes: Note[] = [
    { code: 'unknown-headings', count: unknown },
    { code: 'inside-buildings', count: inside },
    { code: 'one-pole', count: most >= manyOnOnePole ? most : 0 },
  ];
  return notes.filter(({ count }) => count > 0);
}
