import { cameraView } from '../../../src/compute/cameras/camera-view.ts';
import { standClear } from '../../../src/compute/cameras/standing.ts';
import { cellsIn, type Grid, gridOver } from '../../../src/compute/coverage/grid.ts';
import type { Position } from '../../../src/compute/geometry/position.ts';
import { indexWalls } from '../../../src/compute/geometry/wall-index.ts';
import type { AngleProblem } from '../../../src/compute/optimisation/angle-problem.ts';
import { createRandom, type Random } from '../../../src/compute/random.ts';
import { buildingsOf } from '../../../src/compute/town/buildings.ts';
import { lampsOf } from '../../../src/compute/town/lamps.ts';
import { blocksOfScale, type Point, planTown } from '../../../src/compute/town/plan.ts';
import { streetsOf } from '../../../src/compute/town/streets.ts';

const headings = 24;
const cellMeters = 2.5;
const detect = { pixelsPerMeter: 25 };
const rangeMeters = 60;

/**
 * Cameras on lamp posts of a generated town of 2 km² times the scale, each looking anywhere now. A square of ground is
 * worth more the nearer it is to a place where things happen, and nothing under a roof.
 */
export function angleCity(cameras: number, scale: number): AngleProblem {
  const plan = planTown({ seed: 'angles', center: [100.5, 13.7], rotationDegrees: 9, ...blocksOfScale(scale) });
  const random = createRandom('angles');
  const rings = [...buildingsOf(plan)].flat().map((building) => building.ring.map(([x, y]): Position => [x, y]));
  const lamps = lampsOf(plan, streetsOf(plan), () => false).map((lamp) => lamp.place);
  const [easts, norths] = [lamps.map(([east]) => east), lamps.map(([, north]) => north)];
  const grid = gridOver(
    [Math.min(...easts) - 60, Math.min(...norths) - 60, Math.max(...easts) + 60, Math.max(...norths) + 60],
    cellMeters,
  );
  const walls = indexWalls(rings);
  const weights = worthOfGround(grid, lamps, random);
  for (const ring of rings) for (const cell of cellsIn(grid, [[ring]])) weights[cell] = 0;
  const posts = random.shuffled(lamps).slice(0, cameras);
  return {
    weights,
    cameras: posts.map(([east, north]) => {
      const stand = standClear([east, north], walls);
      const around = walls.wallsAround(stand.place, rangeMeters, stand.without);
      const known = {
        tiltDegrees: random.between(8, 20),
        heightMeters: random.between(3.5, 6),
        horizontalFieldDegrees: random.between(60, 100),
        imageWidthPixels: 1920,
        imageHeightPixels: 1080,
        rangeMeters,
      };
      const views = Array.from({ length: headings }, (_, heading) =>
        cellsIn(
          grid,
          cameraView(stand.place, { ...known, headingDegrees: (heading * 360) / headings }, detect, around),
        ),
      );
      return { views, current: random.integer(0, headings - 1) };
    }),
  };
}

function worthOfGround(grid: Grid, lamps: readonly Point[], random: Random): Float64Array {
  const spots = Array.from({ length: 40 }, () => random.pick(lamps));
  return Float64Array.from({ length: grid.columns * grid.rows }, (_, cell) => {
    const east = grid.west + ((cell % grid.columns) + 0.5) * grid.cellMeters;
    const north = grid.south + (Math.floor(cell / grid.columns) + 0.5) * grid.cellMeters;
    return spots.reduce((sum, spot) => sum + 4 * Math.exp(-Math.hypot(east - spot[0], north - spot[1]) / 60), 1);
  });
}
