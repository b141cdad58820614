import type { AngleProblem } from './angle-problem.ts';
import { invert } from './greedy-cover.ts';
import { mergeDemands } from './merge-demands.ts';

/** Cameras that are tied to each other by cells that several of them can see, as a problem of their own. */
export interface AngleCluster {
  /** Cells that the same views hold are joined, and numbered anew. */
  problem: AngleProblem;
  /** By camera of the cluster, its number in the whole problem. */
  cameras: readonly number[];
  /** By camera of the cluster, the others that can see a cell that it can see too. */
  neighbours: readonly (readonly number[])[];
}

export interface AngleClusters {
  clusters: AngleCluster[];
  /** Prices by cell of each cluster as prices by cell of the whole problem, with the same bound. */
  wholePrices(byCluster: readonly Float64Array[]): Float64Array;
}

/** Splits a problem wherever no cell ties cameras together: each part can be solved without the others. */
export function splitAngles({ weights, cameras }: AngleProblem): AngleClusters {
  const joined = mergeDemands(
    weights,
    cameras.flatMap(({ views }) => views),
  );
  let next = 0;
  const whole = cameras.map(({ views, current }) => {
    const from = next;
    next += views.length;
    return { views: joined.sets.slice(from, next), current };
  });
  const neighbours = neighboursOf({ weights: joined.weights, cameras: whole });
  const numberOf = new Int32Array(joined.weights.length);
  const clusterOf = new Int32Array(joined.weights.length);
  const clusters = componentsOf(neighbours).map((members, number): AngleCluster => {
    const cells = [...new Set(members.flatMap((camera) => (whole[camera]?.views ?? []).flatMap((view) => [...view])))];
    for (const [at, cell] of cells.entries()) {
      numberOf[cell] = at;
      clusterOf[cell] = number;
    }
    const places = new Map(members.map((camera, at) => [camera, at]));
    return {
      cameras: members,
      neighbours: members.map((camera) => (neighbours[camera] ?? []).map((other) => places.get(other) ?? -1)),
      problem: {
        weights: Float64Array.from(cells, (cell) => joined.weights[cell] ?? 0),
        cameras: members.map((camera) => ({
          current: whole[camera]?.current,
          views: (whole[camera]?.views ?? []).map((view) => view.map((cell) => numberOf[cell] ?? -1)),
        })),
      },
    };
  });
  return {
    clusters,
    wholePrices: (byCluster) =>
      weights.map((weight, cell) => {
        const group = joined.groupOf[cell] ?? -1;
        // What no view holds goes, as a price, to nobody.
        if (group < 0) return weight;
        const price = byCluster[clusterOf[group] ?? -1]?.[numberOf[group] ?? -1] ?? 0;
        return (price * weight) / (joined.weights[group] ?? 1);
      }),
  };
}

/** By camera, the others that can see a cell that it can see too. */
export function neighboursOf({ weights, cameras }: AngleProblem): number[][] {
  const lastIn = new Int32Array(weights.length).fill(-1);
  const reaches = cameras.map(({ views }, camera) => {
    const cells: number[] = [];
    for (const view of views)
      for (const cell of view) {
        if (lastIn[cell] === camera) continue;
        lastIn[cell] = camera;
        cells.push(cell);
      }
    return Int32Array.from(cells);
  });
  const camerasOf = invert(weights.length, reaches);
  return reaches.map((cells, camera) => {
    const others = new Set<number>();
    for (const cell of cells) for (const other of camerasOf(cell)) others.add(other);
    others.delete(camera);
    return [...others].sort((a, b) => a - b);
  });
}

function componentsOf(neighbours: readonly (readonly number[])[]): number[][] {
  const isPlaced = new Set<number>();
  const components: number[][] = [];
  for (const start of neighbours.keys()) {
    if (isPlaced.has(start)) continue;
    const members = new Set([start]);
    for (const one of members) for (const other of neighbours[one] ?? []) members.add(other);
    for (const one of members) isPlaced.add(one);
    components.push([...members].sort((a, b) => a - b));
  }
  return components;
}
