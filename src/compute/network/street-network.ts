import type { Position } from '../geometry/position.ts';
import { type BoxSearch, indexBoxes } from './box-tree.ts';
import { cornersOf, type StreetLine } from './street-corners.ts';
import { meetingsOf } from './street-meetings.ts';
import { nodesOf } from './street-nodes.ts';

/** A straight piece of street between two nodes, by their numbers. */
export interface StreetEdge {
  from: number;
  to: number;
  lengthMeters: number;
  /** The lines it came from, by their number: several where they lie on each other. */
  lines: number[];
}

/** Streets as nodes and edges. No two edges join the same nodes. */
export interface StreetNetwork {
  /** Metres east and north. */
  nodes: readonly Position[];
  edges: readonly StreetEdge[];
  /** The edges at each node. */
  edgesAt: readonly (readonly number[])[];
  /** 1 for edges that nobody can walk, because every line there is closed. */
  isClosed: Uint8Array;
  searchEdges: BoxSearch;
}

/** Below this, rounding alone would keep lines apart that cross in one point. */
const leastToleranceMeters = 1e-6;

/**
 * Joins lines into a network: they meet where they cross, touch or lie on each other, within the tolerance (half a metre
 * unless given), whether or not they have a point there. Lines of different levels meet only where one that is not on
 * the ground ends. Lines may repeat, come in separate groups and have no length; those with NaN in them are left out.
 */
export function buildStreetNetwork(
  lines: readonly StreetLine[],
  { toleranceMeters = 0.5 }: { toleranceMeters?: number } = {},
): StreetNetwork {
  const tolerance = Math.max(toleranceMeters, leastToleranceMeters);
  const given = cornersOf(lines);
  const { corners, cuts, touches } = meetingsOf(given.corners, given.pieces, tolerance);
  const { nodeOf, places } = nodesOf(corners, tolerance);
  const edges = createEdges(places, nodeOf);
  given.pieces.forEach(({ line }, at) => {
    const way = cuts[at] ?? [];
    for (let step = 1; step < way.length; step++) edges.add(line, way[step - 1]?.corner, way[step]?.corner);
  });
  for (const touch of touches) edges.add(touch.line, ...touch.corners);
  const closed = new Set(lines.flatMap((line, number) => (line.isClosed ? [number] : [])));
  return withClosedLines(networkOf(places, edges.list), closed);
}

/** The same network with these lines closed and all others open. Costs no more than a look at every edge. */
export function withClosedLines(network: StreetNetwork, closedLines: ReadonlySet<number>): StreetNetwork {
  const isClosed = Uint8Array.from(network.edges, ({ lines }) =>
    lines.every((line) => closedLines.has(line)) ? 1 : 0,
  );
  return { ...network, isClosed };
}

function networkOf(nodes: readonly Position[], edges: readonly StreetEdge[]): StreetNetwork {
  const edgesAt: number[][] = nodes.map(() => []);
  edges.forEach(({ from, to }, number) => {
    edgesAt[from]?.push(number);
    edgesAt[to]?.push(number);
  });
  const nowhere: Position = [Number.NaN, Number.NaN];
  const searchEdges = indexBoxes(edges.map(({ from, to }) => [nodes[from] ?? nowhere, nodes[to] ?? nowhere]));
  return { nodes, edges, edgesAt, isClosed: new Uint8Array(edges.length), searchEdges };
}

function createEdges(places: readonly Position[], nodeOf: Int32Array) {
  const list: StreetEdge[] = [];
  const numbers = new Map<number, number>();
  return {
    list,
    add(line: number, fromCorner = -1, toCorner = -1): void {
      const [from, to] = [nodeOf[fromCorner] ?? -1, nodeOf[toCorner] ?? -1];
      const [start, end] = [places[from], places[to]];
      if (!start || !end || from === to) return;
      const key = Math.min(from, to) * places.length + Math.max(from, to);
      const known = list[numbers.get(key) ?? -1];
      if (known) {
        if (!known.lines.includes(line)) known.lines.push(line);
        return;
      }
      numbers.set(key, list.length);
      list.push({ from, to, lengthMeters: Math.hypot(end[0] - start[0], end[1] - start[1]), lines: [line] });
    },
  };
}
