import type { ViewedCells } from './field.ts';
import type { Grid } from './grid.ts';

/** Something measured where no camera, one, two, and three or more see. */
export type ByCameras = [none: number, one: number, two: number, more: number];

/** How much ground, and how much weight, is seen by how many cameras. */
export interface Multiplicity {
  /** By cameras of which everything is known. */
  sure: { squareMeters: ByCameras; weight: ByCameras };
  /** On average, unknown cameras counted by their probability. */
  expected: { squareMeters: ByCameras; weight: ByCameras };
}

/**
 * How many cameras see the cells (each named once) of an area, from one view a camera; cameras are independent of each
 * other. Weights are by cell of the grid. All four figures of a kind add up to those of the whole area.
 */
export function multiplicityOf(
  { grid, cells, weights }: { grid: Grid; cells: Int32Array; weights: Float64Array },
  views: readonly ViewedCells[],
): Multiplicity {
  const placeOf = new Int32Array(grid.columns * grid.rows).fill(-1);
  cells.forEach((cell, place) => {
    placeOf[cell] = place;
  });
  const sure = countsFor(
    placeOf,
    cells.length,
    views.filter(({ probability }) => probability >= 1),
  );
  const isCertain = views.every(({ probability }) => probability >= 1);
  const expected = isCertain ? sure : countsFor(placeOf, cells.length, views);
  const measure = (chances: Float64Array) => ({
    squareMeters: summed(chances, () => grid.cellMeters ** 2),
    weight: summed(chances, (place) => weights[cells[place] ?? -1] ?? 0),
  });
  const measuredSure = measure(sure);
  return { sure: measuredSure, expected: isCertain ? measuredSure : measure(expected) };
}

/** For each place the probabilities, four in a row, that 0, 1, 2 and 3 or more cameras see it. */
function countsFor(placeOf: Int32Array, places: number, views: readonly ViewedCells[]): Float64Array {
  const chances = new Float64Array(places * 4);
  for (let place = 0; place < places; place++) chances[place * 4] = 1;
  for (const { cells, probability } of views) {
    const seen = Math.min(1, Math.max(0, probability));
    for (const cell of cells) {
      const place = placeOf[cell] ?? -1;
      if (place >= 0) addOne(chances, place * 4, seen);
    }
  }
  return chances;
}

function addOne(chances: Float64Array, at: number, seen: number): void {
  const [none, one, two, more] = [chances[at] ?? 0, chances[at + 1] ?? 0, chances[at + 2] ?? 0, chances[at + 3] ?? 0];
  chances[at] = none * (1 - seen);
  chances[at + 1] = one * (1 - seen) + none * seen;
  chances[at + 2] = two * (1 - seen) + one * seen;
  chances[at + 3] = more + two * seen;
}

function summed(chances: Float64Array, amountAt: (place: number) => number): ByCameras {
  const sums: ByCameras = [0, 0, 0, 0];
  for (let place = 0; place * 4 < chances.length; place++) {
    const amount = amountAt(place);
    for (const count of [0, 1, 2, 3] as const) sums[count] += amount * (chances[place * 4 + count] ?? 0);
  }
  return sums;
}
