import type { Camera } from '../../../compute/cameras/camera-view.ts';
import { standClear } from '../../../compute/cameras/standing.ts';
import { coverOf } from '../../../compute/coverage/camera-cover.ts';
import type { AngleAnswer } from '../../../compute/optimisation/best-angles.ts';
import type { CoverAnswer } from '../../../compute/optimisation/best-sites.ts';
import type { Placing } from '../../../compute/siting/placing.ts';
import type { Turning } from '../../../compute/siting/turning.ts';
import { toMultiPolygon } from '../scene.ts';
import type { SitingAnswer, SitingSite, SitingVisit } from '../siting.schema.ts';
import { opticsOf } from './optics.ts';
import { shareOf, sumOf } from './solving.ts';
import { type Known, type Placed, reasonFor, type SitingScene } from './task.ts';

type Note = SitingAnswer['notes'][number];

/** Cameras at one place from which on the reader is told: it may be a slip of whoever surveyed them. */
const manyOnOnePole = 10;

/** Fewer sites than were asked for: no further one would add anything, or there is no money left. */
export function nothingLeft(asked: number, found: number): Note[] {
  return found < asked ? [{ code: 'nothing-left', count: found }] : [];
}

export const smallVisits = (count: number): Note[] => (count > 0 ? [{ code: 'small-visits', count }] : []);

/** What is seen today, each camera as it hangs. */
export function seenBefore({ problem, isSeen }: Turning): Uint8Array {
  const seen = isSeen.slice();
  for (const { views, current } of problem.cameras) for (const demand of views[current ?? -1] ?? []) seen[demand] = 1;
  return seen;
}

/** Worth of everything that is seen. */
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
export function visitsOf(
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

/** The sites in the order in which they pay, each with why. */
export function sitesOf(
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
export function notesOf({ scene }: SitingScene, cameras: readonly Known[]): Note[] {
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
