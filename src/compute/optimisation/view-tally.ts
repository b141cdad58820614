/** How many chosen views hold each cell. */
export interface ViewTally {
  add(cells: Int32Array | undefined): void;
  /** Takes a view away that was added. */
  remove(cells: Int32Array | undefined): void;
  /** What a view would add: the weight of its cells that no chosen view holds. */
  gain(cells: Int32Array | undefined): number;
  isFree(cell: number): boolean;
}

const nothing = new Int32Array();

/** A tally of cells with these weights, of which no view is chosen yet. */
export function tallyViews(weights: Float64Array): ViewTally {
  const counts = new Int32Array(weights.length);
  const change = (cells: Int32Array, step: 1 | -1): void => {
    for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + step;
  };
  return {
    add: (cells = nothing) => change(cells, 1),
    remove: (cells = nothing) => change(cells, -1),
    gain(cells = nothing) {
      let sum = 0;
      for (const cell of cells) if (counts[cell] === 0) sum += weights[cell] ?? 0;
      return sum;
    },
    isFree: (cell) => counts[cell] === 0,
  };
}
