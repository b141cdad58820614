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
export function splitAngles(whole: AngleProblem): AngleClusters {
  const { weights, sets, groupOf } = mergeDemands(
    whole.weights,
    whole.cameras.flatMap(({ views }) => views),
  );
  let next = 0;
  const cameras = whole.cameras.map(({ views, current }) => {
    next += views.length;
    return { views: sets.slice(next - views.length, next), current };
  });
  const neighbours = neighboursOf({ weights, cameras });
  const placeOf = new Int32Array(weights.length);
  const clusterOf = new Int32Array(weights.length);
  const clusters = componentsOf(neighbours).map((members, number) => {
    const cells = new Set(members.flatMap((camera) => (cameras[camera]?.views ?? []).flatMap((view) => [...view])));
    for (const [place, cell] of [...cells].entries()) {
      placeOf[cell] = place;
      clusterOf[cell] = number;
    }
    return clusterFrom({ weights, cameras }, { members, neighbours, cells, placeOf });
  });
  return {
    clusters,
    wholePrices: (byCluster) =>
      whole.weights.map((weight, cell) => {
        const group = groupOf[cell] ?? -1;
        // What no view holds goes, as a price, to nobody.
        if (group < 0) return weight;
        const price = byCluster[clusterOf[group] ?? -1]?.[placeOf[group] ?? -1] ?? 0;
        return (price * weight) / (weights[group] ?? 1);
      }),
  };
}

interface ClusterParts {
  members: readonly number[];
  neighbours: readonly (readonly number[])[];
  cells: ReadonlySet<number>;
  placeOf: Int32Array;
}

function clusterFrom({ weights, cameras }: AngleProblem, parts: ClusterParts): AngleCluster {
  const { members, neighbours, cells, placeOf } = parts;
  const numberOf = new Map(members.map((camera, number) => [camera, number]));
  return {
    cameras: members,
    neighbours: members.map((camera) => (neighbours[camera] ?? []).map((other) => numberOf.get(other) ?? -1)),
    problem: {
      weights: Float64Array.from(cells, (cell) => weights[cell] ?? 0),
      cameras: members.map((camera) => ({
        current: cameras[camera]?.current,
        views: (cameras[camera]?.views ?? []).map((view) => view.map((cell) => placeOf[cell] ?? -1)),
      })),
    },
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
