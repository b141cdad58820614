import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellsOfRuns, groupRuns, runsOf } from './cell-runs.ts';
import { middleOfCell } from './cell-window.ts';
import { gridOver } from './grid.ts';
import { middleCell } from './middle-cell.ts';

const grid = gridOver([0, 0, 12, 9], 1);
const anyCells = fc.subarray([...Array(grid.columns * grid.rows).keys()]);

test('runs end with their row, whatever order the cells come in', () => {
  expect([...runsOf(grid, [10, 11, 12, 13, 20])]).toEqual([10, 12, 12, 14, 20, 21]);
  expect([...runsOf(grid, [13, 12, 13, 20, 11, 10])]).toEqual([10, 12, 12, 14, 20, 21]);
  expect([...runsOf(grid, [])]).toEqual([]);
});

test('runs hold exactly their cells, and so do their groups', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const runs = runsOf(grid, cells);
      expect([...cellsOfRuns(runs)]).toEqual(cells);
      const inGroups = groupRuns(grid, runs).flatMap((group) => [...cellsOfRuns(group)]);
      expect(inGroups.sort((a, b) => a - b)).toEqual(cells);
    }),
  );
});

test('two cells are in one group exactly when a way leads from one to the other, side by side', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      const labels = new Map(cells.map((cell) => [cell, cell]));
      // The slow way: the lower label spreads to whoever is beside, until nothing changes.
      for (let hasChanged = true; hasChanged; ) {
        hasChanged = false;
        for (const cell of cells) {
          const beside = [cell - 12, cell + 12];
          if (cell % 12 > 0) beside.push(cell - 1);
          if (cell % 12 < 11) beside.push(cell + 1);
          for (const other of beside) {
            const [label, least] = [labels.get(other), labels.get(cell) ?? cell];
            if (label === undefined || label <= least) continue;
            labels.set(other, least);
            hasChanged = true;
          }
        }
      }
      const groups = groupRuns(grid, runsOf(grid, cells)).map((group) => [...cellsOfRuns(group)]);
      const expected = Map.groupBy(cells, (cell) => labels.get(cell) ?? cell);
      expect(groups).toEqual([...expected.values()]);
    }),
  );
});

test('the middle cell of a group has the most room around it', () => {
  fc.assert(
    fc.property(anyCells, (cells) => {
      for (const runs of groupRuns(grid, runsOf(grid, cells))) {
        const group = cellsOfRuns(runs);
        const inGroup = new Set([...group].map((cell) => middleOfCell(grid, cell).join()));
        const roomAt = (cell: number): number => {
          const [east, north] = middleOfCell(grid, cell);
          for (let room = 1; ; room++) {
            for (let x = -room; x <= room; x++)
              for (let y = -room; y <= room; y++) if (!inGroup.has([east + x, north + y].join())) return room;
          }
        };
        expect(roomAt(middleCell(grid, group))).toBe(Math.max(...[...group].map(roomAt)));
      }
    }),
  );
});
