import type { Optics } from '../cameras/ground-reach.ts';
import type { Position } from '../geometry/position.ts';
import type { CoverProblem } from '../optimisation/cover-problem.ts';
import { headingsAround, type Sight, viewsFrom } from './views.ts';

/** A place where a device could stand. */
export interface Candidate {
  /** What tells it from all others, however often the question is asked: `lamp:<id>`. */
  key: string;
  place: Position;
  cost: number;
}

/** A new camera at a candidate, looking one way. */
export interface CameraOption {
  candidate: number;
  headingDegrees: number;
}

/** How many cameras are wanted, for how much money, and which of them in any case. */
export interface PlacingWish {
  optics: Optics;
  mostSites: number;
  budget: number | undefined;
  /** Candidates that get a camera in any case, with the way that it looks. */
  required: readonly { key: string; headingDegrees: number }[];
}

/** Where new cameras should stand, and which way they should look. */
export interface Placing {
  problem: CoverProblem;
  /** By site of the problem: one candidate with one heading. */
  options: CameraOption[];
}

const headingCount = 12;

/** Every candidate with twelve headings, as far as it then sees ground that nobody sees yet. */
export function placingOf(
  sight: Sight,
  candidates: readonly Candidate[],
  isSeen: Uint8Array,
  { optics, mostSites, budget, required }: PlacingWish,
): Placing {
  const weights = sight.ground.weights.map((weight, demand) => (isSeen[demand] ? 0 : weight));
  const options: CameraOption[] = [];
  const covers: Int32Array[] = [];
  const must: number[] = [];
  const headings = optics.horizontalFieldDegrees >= 360 ? [0] : headingsAround(headingCount);
  candidates.forEach(({ key, place }, candidate) => {
    const wanted = required.filter((one) => one.key === key).map((one) => one.headingDegrees);
    const tried = [...new Set([...headings, ...wanted])];
    viewsFrom(sight, place, optics, tried).forEach((view, at) => {
      const headingDegrees = tried[at] ?? 0;
      const isWanted = wanted.includes(headingDegrees);
      const worthwhile = view.filter((demand) => (weights[demand] ?? 0) > 0);
      if (worthwhile.length === 0 && !isWanted) return;
      if (isWanted) must.push(options.length);
      options.push({ candidate, headingDegrees });
      covers.push(worthwhile);
    });
  });
  const costs = Float64Array.from(options, ({ candidate }) => candidates[candidate]?.cost ?? 0);
  const money = budget === undefined ? undefined : { costs, budget };
  return { problem: { weights, covers, mostSites, money, required: must }, options };
}
