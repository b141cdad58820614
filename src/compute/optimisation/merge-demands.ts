/** Demands that the same sets hold, counted as one. */
export interface MergedDemands {
  weights: Float64Array;
  /** By set, its groups of demands in ascending order. */
  sets: Int32Array[];
  /** By demand, its group; -1 where it is worth nothing or in no set. */
  groupOf: Int32Array;
}

/** Joins demands that the same sets hold: nothing can tell them apart, and a solver need not try. */
export function mergeDemands(weights: Float64Array, sets: readonly Int32Array[]): MergedDemands {
  const classes = classesOf(weights.length, sets);
  const groupOfClass = new Map<number, number>();
  const sums: number[] = [];
  const groupOf = new Int32Array(weights.length).fill(-1);
  weights.forEach((weight, demand) => {
    const one = classes[demand] ?? 0;
    if (one === 0 || weight <= 0) return;
    const group = groupOfClass.get(one) ?? sums.length;
    groupOfClass.set(one, group);
    sums[group] = (sums[group] ?? 0) + weight;
    groupOf[demand] = group;
  });
  const lastIn = new Int32Array(sums.length).fill(-1);
  const merged = sets.map((set, number) => {
    const groups: number[] = [];
    for (const demand of set) {
      const group = groupOf[demand] ?? -1;
      if (group < 0 || lastIn[group] === number) continue;
      lastIn[group] = number;
      groups.push(group);
    }
    return Int32Array.from(groups).sort();
  });
  return { weights: Float64Array.from(sums), sets: merged, groupOf };
}

/**
 * Numbers the classes of elements that the same sets hold, by splitting the classes that there are with one set after
 * the other; class 0 is in no set. Numbers of classes that became empty are used again, which keeps the lists short.
 */
function classesOf(elements: number, sets: readonly Int32Array[]): Int32Array {
  const classOf = new Int32Array(elements);
  const sizes = new Int32Array(2 * elements + 2);
  const partOf = new Int32Array(2 * elements + 2);
  const partMadeBy = new Int32Array(2 * elements + 2).fill(-1);
  const empty: number[] = [];
  let unused = 1;
  sets.forEach((set, number) => {
    const emptied: number[] = [];
    for (const element of set) {
      const before = classOf[element] ?? 0;
      if (partMadeBy[before] !== number) {
        partMadeBy[before] = number;
        partOf[before] = empty.pop() ?? unused++;
      }
      const after = partOf[before] ?? 0;
      classOf[element] = after;
      sizes[after] = (sizes[after] ?? 0) + 1;
      if (before === 0) continue;
      sizes[before] = (sizes[before] ?? 0) - 1;
      if (sizes[before] === 0) emptied.push(before);
    }
    empty.push(...emptied);
  });
  return classOf;
}
