import { firstBadSet } from './cover-problem.ts';

/** Where cameras that stay where they are should look, so that what they see together is worth most. */
export interface AngleProblem {
  /** What seeing each cell is worth; not negative. */
  weights: Float64Array;
  cameras: readonly AngleCamera[];
}

export interface AngleCamera {
  /** By heading that it may be turned to, the numbers of the cells that it would see, each once. */
  views: readonly Int32Array[];
  /** The one of them that it has now; none where nobody knows it. */
  current?: number | undefined;
}

/** By camera, the number of its heading; none for a camera that sees nothing that is known. */
export type Headings = readonly (number | undefined)[];

/** Why there is nothing to solve, with what a message to the reader needs. */
export type AngleFailure =
  | { code: 'no-cameras' }
  | { code: 'no-headings'; camera: number }
  | { code: 'bad-weight'; cell: number }
  | { code: 'bad-cell'; camera: number; heading: number }
  | { code: 'bad-current'; camera: number };

/** What is wrong with a problem, or nothing. A cell named twice in one view, or one that is not there, is `bad-cell`. */
export function findAngleFailure({ weights, cameras }: AngleProblem): AngleFailure | undefined {
  if (cameras.length === 0) return { code: 'no-cameras' };
  const cell = weights.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (cell >= 0) return { code: 'bad-weight', cell };
  const blind = cameras.findIndex(({ views }) => views.length === 0);
  if (blind >= 0) return { code: 'no-headings', camera: blind };
  const lost = cameras.findIndex(({ views, current }) => current !== undefined && views[current] === undefined);
  if (lost >= 0) return { code: 'bad-current', camera: lost };
  for (const [camera, { views }] of cameras.entries()) {
    const heading = firstBadSet(weights.length, views);
    if (heading >= 0) return { code: 'bad-cell', camera, heading };
  }
  return undefined;
}

/** What the cells that at least one camera sees are worth together. */
export function seenWith({ weights, cameras }: AngleProblem, headings: Headings): number {
  const isSeen = new Uint8Array(weights.length);
  let sum = 0;
  cameras.forEach(({ views }, camera) => {
    for (const cell of views[headings[camera] ?? -1] ?? []) {
      if (isSeen[cell]) continue;
      isSeen[cell] = 1;
      sum += weights[cell] ?? 0;
    }
  });
  return sum;
}
