import Flatbush from 'flatbush';
import type { Position } from './position.ts';
import type { Segment } from './visible-fan.ts';

/** The outer walls of buildings on a plane in metres, found by where they stand. */
export interface WallIndex {
  /** Walls whose bounding box comes within a square of this half-width around the place. */
  wallsAround(place: Position, reachMeters: number, without?: ReadonlySet<number>): Segment[];
  /** Numbers of the outlines whose bounding box comes within the reach of the place. */
  outlinesNear(place: Position, reachMeters: number): number[];
  /** The ring of an outline. */
  outline(number: number): readonly Position[];
}

/** Indexes rings (the first point not repeated); those of fewer than three points, or with NaN in them, have no walls. */
export function indexWalls(rings: readonly (readonly Position[])[]): WallIndex {
  const walls: Segment[] = [];
  const owners: number[] = [];
  const houses: number[] = [];
  rings.forEach((ring, owner) => {
    if (ring.length < 3 || !ring.every((point) => point.every(Number.isFinite))) return;
    houses.push(owner);
    ring.forEach((point, at) => {
      walls.push([ring.at(at - 1) ?? point, point]);
      owners.push(owner);
    });
  });
  const wallTree = treeOf(walls);
  const houseTree = treeOf(houses.map((number) => rings[number] ?? []));

  return {
    wallsAround(place, reachMeters, without) {
      const near: Segment[] = [];
      for (const at of search(wallTree, place, reachMeters)) {
        const wall = walls[at];
        if (wall && !without?.has(owners[at] ?? -1)) near.push(wall);
      }
      return near;
    },
    outlinesNear: (place, reachMeters) => search(houseTree, place, reachMeters).map((at) => houses[at] ?? -1),
    outline: (number) => rings[number] ?? [],
  };
}

function treeOf(shapes: readonly (readonly Position[])[]): Flatbush | undefined {
  if (shapes.length === 0) return undefined;
  const tree = new Flatbush(shapes.length);
  for (const shape of shapes) {
    let [west, south] = shape[0] ?? [0, 0];
    let [east, north] = [west, south];
    for (const [x, y] of shape) {
      [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
    }
    tree.add(west, south, east, north);
  }
  tree.finish();
  return tree;
}

function search(tree: Flatbush | undefined, [x, y]: Position, reach: number): number[] {
  return tree?.search(x - reach, y - reach, x + reach, y + reach) ?? [];
}
