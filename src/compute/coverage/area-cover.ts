import type { Rings } from '../geometry/fan-rings.ts';
import { type CameraCover, viewedCells } from './camera-cover.ts';
import { type CoverField, createCoverField, type ViewedCells } from './field.ts';
import { walkableCells } from './gaps.ts';
import { type Grid, gridOver } from './grid.ts';

/** An area on a grid of its own, and which of its cells are open ground. */
export interface OpenGround {
  grid: Grid;
  /** Cells inside the area that people can walk on. */
  cells: Int32Array;
}

const cellMeters = 1;
/** Larger areas are measured in larger cells, so that a whole district does not fill the memory. */
const mostCells = 1_000_000;

/** The open ground of an area: what is not closed, as buildings and water are, which no camera is asked to see. */
export function openGround(area: readonly Rings[], closed: readonly Rings[]): OpenGround {
  const bounds = boundsOf(area);
  const extent = (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]);
  const grid = gridOver(bounds, Math.max(cellMeters, Math.sqrt(extent / mostCells)));
  return { grid, cells: walkableCells(grid, area, closed) };
}

/** How cameras cover open ground, each square metre counting the same. */
export function coverGround(
  ground: OpenGround,
  covers: readonly { cover: CameraCover; isKnown: boolean }[],
): CoverField {
  return fieldOf(
    ground,
    covers.flatMap(({ cover, isKnown }) => viewedCells(ground.grid, cover, isKnown)),
  );
}

/** The same from what is seen of the ground's grid. */
export function fieldOf({ grid, cells }: OpenGround, views: readonly ViewedCells[]): CoverField {
  const weights = new Float64Array(grid.columns * grid.rows);
  for (const cell of cells) weights[cell] = grid.cellMeters ** 2;
  const field = createCoverField(weights);
  for (const view of views) field.add(view);
  return field;
}

/** `[west, south, east, north]` of the outer rings. */
export function boundsOf(polygons: readonly Rings[]): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer = []] of polygons) {
    for (const [x, y] of outer) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return [west, south, east, north];
}
