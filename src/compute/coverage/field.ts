/** What one camera may see: the cells, and how likely it is to see each of them (1 when everything about it is known). */
export interface ViewedCells {
  cells: Int32Array;
  probability: number;
}

/** How much of the weight on the ground is seen. All three are sums of cells' weights. */
export interface CoverFigures {
  total: number;
  /** Seen by at least one camera of which everything is known. */
  sure: number;
  /** What is seen on average, unknown cameras counted by their probability: at least `sure`. */
  expected: number;
}

/** How many cameras see each cell, kept up to date as single views come and go. */
export interface CoverField {
  add(view: ViewedCells): void;
  /** Takes away a view that was added. */
  remove(view: ViewedCells): void;
  figures(): CoverFigures;
  /** How many cameras see the cell for sure. */
  countAt(cell: number): number;
  /** The probability that no camera sees the cell. */
  missedAt(cell: number): number;
}

/**
 * A field of cells with these weights, seen by nobody yet. Views of cameras are independent of each other. Adding or
 * removing a view costs as many steps as it has cells, which is what lets figures follow a finger on the map.
 */
export function createCoverField(weights: Float64Array): CoverField {
  const counts = new Uint16Array(weights.length);
  // Sums of logarithms, because a factor taken out again must leave what was there before. Made when the first view comes
  // that is not sure: mostly none does, and it is the largest part of a field.
  let missedLogs: Float64Array | undefined;
  let total = 0;
  for (const weight of weights) total += weight;
  let sure = 0;
  let uncertain = 0;

  // Most cells are in no uncertain view at all, and exponentials are dear.
  function missedOf(cell: number): number {
    const log = missedLogs?.[cell] ?? 0;
    return log === 0 ? 1 : Math.exp(log);
  }
  const shareOf = (cell: number): number => (counts[cell] ? 0 : 1 - missedOf(cell));

  /** What another camera sees already costs no more than a count. */
  function changeSure(cells: Int32Array, step: 1 | -1): void {
    const edge = step === 1 ? 0 : 1;
    for (const cell of cells) {
      const before = counts[cell] ?? 0;
      counts[cell] = before + step;
      if (before !== edge) continue;
      const weight = weights[cell] ?? 0;
      sure += weight * step;
      if (missedLogs) uncertain -= (1 - missedOf(cell)) * weight * step;
    }
  }

  function change({ cells, probability }: ViewedCells, step: 1 | -1): void {
    if (probability >= 1) {
      changeSure(cells, step);
      return;
    }
    const log = Math.log1p(-probability) * step;
    missedLogs ??= new Float64Array(weights.length);
    for (const cell of cells) {
      const weight = weights[cell] ?? 0;
      uncertain -= shareOf(cell) * weight;
      missedLogs[cell] = Math.min(0, (missedLogs[cell] ?? 0) + log);
      uncertain += shareOf(cell) * weight;
    }
  }

  return {
    add: (view) => change(view, 1),
    remove: (view) => change(view, -1),
    figures: () => ({ total, sure, expected: sure + uncertain }),
    countAt: (cell) => counts[cell] ?? 0,
    missedAt: (cell) => (counts[cell] ? 0 : missedOf(cell)),
  };
}
