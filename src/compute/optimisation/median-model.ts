import type { Highs, ModelData, SparseMatrixInput } from 'highs';
import type { MedianProblem } from './median-problem.ts';

/** A problem as HiGHS wants it, and how to tell it of a choice. */
export interface MedianModel {
  model: ModelData;
  startFor(sites: Iterable<number>): Float64Array;
}

/** The sites that are equally far from a demand. */
interface Level {
  demand: number;
  way: number;
  sites: number[];
  /** The way to the next level; 0 on the last one, within which there is a site in any case. */
  further: number;
  isFirst: boolean;
}

/**
 * Columns for the sites, then one for each demand and level: "no site this near is built" (S. Elloumi, A tighter
 * formulation of the p-median problem, 2010): as tight as a column for each pair, and much smaller. Of the nearest sites,
 * one more than are not built, at least one is: farther ones are left out. Distances must be finite.
 */
export function medianModel(highs: Highs, problem: MedianProblem): MedianModel {
  const { weights, meters, mostSites } = problem;
  const demands = [...weights.keys()].filter((demand) => (weights[demand] ?? 0) > 0);
  const levels = demands.flatMap((demand) => levelsOf(meters, demand, meters.length - mostSites + 1));
  return {
    model: modelOf(highs, problem, levels),
    startFor(sites) {
      const values = new Float64Array(meters.length + levels.length);
      for (const site of sites) values[site] = 1;
      let isMissed = true;
      levels.forEach((level, row) => {
        isMissed = (level.isFirst || isMissed) && !level.sites.some((site) => values[site] === 1);
        values[meters.length + row] = isMissed ? 1 : 0;
      });
      return values;
    },
  };
}

function modelOf(
  highs: Highs,
  { weights, meters, mostSites, required = [] }: MedianProblem,
  levels: readonly Level[],
): ModelData {
  const matrix = matrixOf(meters.length, levels);
  const { numCols, numRows } = matrix;
  const colCost = new Float64Array(numCols);
  const colLower = new Float64Array(numCols);
  const colUpper = new Float64Array(numCols).fill(1);
  const rowLower = new Float64Array(numRows);
  let offset = 0;
  levels.forEach(({ demand, way, further, isFirst }, row) => {
    const weight = weights[demand] ?? 0;
    colCost[meters.length + row] = weight * further;
    if (further === 0) colUpper[meters.length + row] = 0;
    if (isFirst) {
      rowLower[row] = 1;
      offset += weight * way;
    }
  });
  for (const site of required) colLower[site] = 1;
  rowLower[levels.length] = mostSites;
  const rowUpper = new Float64Array(numRows).fill(highs.infinity).fill(mostSites, levels.length);
  const integrality = new Int32Array(numCols).fill(1, 0, meters.length);
  return { numCols, numRows, offset, colCost, colLower, colUpper, rowLower, rowUpper, matrix, integrality };
}

function levelsOf(meters: readonly Float64Array[], demand: number, count: number): Level[] {
  const ways = meters.map((row, site) => ({ site, way: row[demand] ?? 0 })).sort((a, b) => a.way - b.way);
  const last = ways[count - 1]?.way ?? 0;
  const levels: Level[] = [];
  for (const { site, way } of ways) {
    if (way > last) break;
    const before = levels.at(-1);
    if (before?.way === way) {
      before.sites.push(site);
      continue;
    }
    if (before) before.further = way - before.way;
    levels.push({ demand, way, sites: [site], further: 0, isFirst: !before });
  }
  return levels;
}

/** A row for each level, "no site this near, unless none nearer, or one of its sites", then one for the number of sites. */
function matrixOf(siteCount: number, levels: readonly Level[]): SparseMatrixInput {
  const rowsOf: number[][] = Array.from({ length: siteCount }, () => []);
  levels.forEach(({ sites }, row) => {
    for (const site of sites) rowsOf[site]?.push(row);
  });
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const put = (row: number, value: number): void => {
    indices.push(row);
    values.push(value);
  };
  for (const rows of rowsOf) {
    for (const row of rows) put(row, 1);
    put(levels.length, 1);
    starts.push(indices.length);
  }
  levels.forEach((_, row) => {
    put(row, 1);
    if (levels[row + 1]?.isFirst === false) put(row + 1, -1);
    starts.push(indices.length);
  });
  return { format: 'csc', numRows: levels.length + 1, numCols: siteCount + levels.length, starts, indices, values };
}
