import type { Highs, ModelData, SparseMatrixInput } from 'highs';

/** Sets to choose from so that the elements in the chosen ones are worth most, under rules. */
export interface ChoiceTask {
  weights: Float64Array;
  sets: readonly Int32Array[];
  rules: readonly ChoiceRule[];
}

/** The chosen ones of these sets add up, each by its amount (1 where none is given), to within `least..most`. */
export interface ChoiceRule {
  sets: ArrayLike<number>;
  amounts?: ArrayLike<number>;
  least: number;
  most: number;
}

/**
 * The task as HiGHS wants it: a column for each set, then one for each element, which counts as covered up to how many
 * chosen sets hold it. Whole: sets are taken or not. Relaxed: in part, and also more than once, which gains nothing but
 * leaves all of a set's price with its elements.
 */
export function choiceModel(highs: Highs, task: ChoiceTask, kind: 'whole' | 'relaxed'): ModelData {
  const { weights, sets, rules } = task;
  const matrix = matrixOf(task);
  const { numCols, numRows } = matrix;
  const rowLower = new Float64Array(numRows).fill(-highs.infinity);
  const rowUpper = new Float64Array(numRows);
  rules.forEach(({ least, most }, number) => {
    rowLower[weights.length + number] = least;
    rowUpper[weights.length + number] = most;
  });
  const colCost = new Float64Array(numCols);
  colCost.set(weights, sets.length);
  return {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost,
    colLower: new Float64Array(numCols),
    colUpper: new Float64Array(numCols).fill(1).fill(kind === 'whole' ? 1 : highs.infinity, 0, sets.length),
    rowLower,
    rowUpper,
    matrix,
    ...(kind === 'whole' && { integrality: new Int32Array(numCols).fill(1, 0, sets.length) }),
  };
}

/** Values by column for a choice of sets. */
export function choiceStart({ weights, sets }: ChoiceTask, chosen: Iterable<number>): Float64Array {
  const values = new Float64Array(sets.length + weights.length);
  for (const number of chosen) {
    values[number] = 1;
    for (const element of sets[number] ?? []) values[sets.length + element] = 1;
  }
  return values;
}

/** The sets that an answer of the solver takes. */
export function chosenSets({ sets }: ChoiceTask, values: Float64Array): number[] {
  return [...sets.keys()].filter((number) => (values[number] ?? 0) > 0.5);
}

/** Rows: for each element "it, less the chosen sets that hold it, is at most 0"; then the rules. */
function matrixOf({ weights, sets, rules }: ChoiceTask): SparseMatrixInput {
  const rulesOf: { row: number; amount: number }[][] = sets.map(() => []);
  rules.forEach((rule, number) => {
    for (let at = 0; at < rule.sets.length; at++)
      rulesOf[rule.sets[at] ?? -1]?.push({ row: weights.length + number, amount: rule.amounts?.[at] ?? 1 });
  });
  const entries = sets.reduce((sum, set, number) => sum + set.length + (rulesOf[number]?.length ?? 0), weights.length);
  const numCols = sets.length + weights.length;
  const starts = new Int32Array(numCols + 1);
  const indices = new Int32Array(entries);
  const values = new Float64Array(entries);
  let at = 0;
  const put = (row: number, value: number): void => {
    indices[at] = row;
    values[at] = value;
    at += 1;
  };
  sets.forEach((set, number) => {
    for (const element of set) put(element, -1);
    for (const { row, amount } of rulesOf[number] ?? []) put(row, amount);
    starts[number + 1] = at;
  });
  for (let element = 0; element < weights.length; element++) {
    put(element, 1);
    starts[sets.length + element + 1] = at;
  }
  return { format: 'csc', numRows: weights.length + rules.length, numCols, starts, indices, values };
}
