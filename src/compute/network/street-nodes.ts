import type { Position } from '../geometry/position.ts';
import { indexBoxes } from './box-tree.ts';
import type { Corner } from './street-corners.ts';

/** Corners that lie together, as nodes. */
export interface Nodes {
  /** The node of each corner. */
  nodeOf: Int32Array;
  places: Position[];
}

/**
 * Makes corners within the tolerance of each other one node, which stands at the first of them. A node never reaches
 * farther than the tolerance from where it stands: bends that follow closely on each other do not all run together.
 */
export function nodesOf(corners: readonly Corner[], toleranceMeters: number): Nodes {
  const nodeOf = new Int32Array(corners.length).fill(-1);
  const places: Position[] = [];
  const search = indexBoxes(corners.map(({ place }) => [place, place]));
  // Where bridges end comes first, because only there all levels join.
  const landings = corners.flatMap(({ level }, number) => (level === undefined ? [number] : []));
  for (const number of [...landings, ...corners.keys()]) {
    const first = corners[number];
    if (!first || nodeOf[number] !== -1) continue;
    for (const other of search(first.place, first.place, toleranceMeters)) {
      const corner = corners[other];
      if (!corner || nodeOf[other] !== -1 || !canJoin(first, corner)) continue;
      const meters = Math.hypot(corner.place[0] - first.place[0], corner.place[1] - first.place[1]);
      if (meters <= toleranceMeters) nodeOf[other] = places.length;
    }
    places.push(first.place);
  }
  return { nodeOf, places };
}

function canJoin(one: Corner, other: Corner): boolean {
  return one.level === undefined || other.level === undefined || one.level === other.level;
}
