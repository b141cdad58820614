import type { Grid } from './grid.ts';

/*
 * Runs: cells of one row side by side, as pairs of numbers: the first cell, and the one after the last. Ground is wide
 * and its edges are few, so that runs are a small fraction of the cells.
 */

/** The runs of these cells in rising order, each cell once. No run goes on from one row to the next. */
export function runsOf({ columns }: Grid, cells: ArrayLike<number>): Int32Array {
  const list = risingOnce(cells);
  const runs: number[] = [];
  for (let at = 0; at < list.length; ) {
    const first = list[at] ?? 0;
    const rowEnd = first - (first % columns) + columns;
    let after = first + 1;
    at += 1;
    while (after < rowEnd && list[at] === after) {
      after += 1;
      at += 1;
    }
    runs.push(first, after);
  }
  return Int32Array.from(runs);
}

/** The runs in groups that hang together side by side, in the order of their lowest cell; each keeps the rising order. */
export function groupRuns({ columns }: Grid, runs: Int32Array): Int32Array[] {
  const parents = Int32Array.from({ length: runs.length / 2 }, (_, run) => run);
  const rootOf = (run: number): number => {
    let root = run;
    for (let parent = parents[root] ?? root; parent !== root; parent = parents[root] ?? root) {
      // Halving the way makes the next question shorter.
      parents[root] = parents[parent] ?? parent;
      root = parent;
    }
    return root;
  };
  let below = 0;
  for (let run = 0; run < parents.length; run++) {
    const [first, after] = [(runs[run * 2] ?? 0) - columns, (runs[run * 2 + 1] ?? 0) - columns];
    while ((runs[below * 2 + 1] ?? 0) <= first) below += 1;
    for (let one = below; (runs[one * 2] ?? 0) < after; one++) {
      const [root, other] = [rootOf(run), rootOf(one)];
      parents[Math.max(root, other)] = Math.min(root, other);
    }
  }
  return gather(runs, parents, rootOf);
}

function gather(runs: Int32Array, parents: Int32Array, rootOf: (run: number) => number): Int32Array[] {
  const lists = new Map<number, number[]>();
  for (let run = 0; run < parents.length; run++) {
    const [first, after] = [runs[run * 2] ?? 0, runs[run * 2 + 1] ?? 0];
    const list = lists.get(rootOf(run));
    if (list) list.push(first, after);
    else lists.set(run, [first, after]);
  }
  return Array.from(lists.values(), (list) => Int32Array.from(list));
}

/** The cells of runs, in the order of the runs. */
export function cellsOfRuns(runs: Int32Array): Int32Array {
  let count = 0;
  for (let at = 0; at < runs.length; at += 2) count += (runs[at + 1] ?? 0) - (runs[at] ?? 0);
  const cells = new Int32Array(count);
  let next = 0;
  for (let at = 0; at < runs.length; at += 2) {
    const after = runs[at + 1] ?? 0;
    for (let cell = runs[at] ?? 0; cell < after; cell++) cells[next++] = cell;
  }
  return cells;
}

function risingOnce(cells: ArrayLike<number>): Int32Array {
  const list = cells instanceof Int32Array ? cells : Int32Array.from(cells);
  let before = -1;
  for (const cell of list) {
    if (cell <= before) return Int32Array.from(new Set(list)).sort();
    before = cell;
  }
  return list;
}
