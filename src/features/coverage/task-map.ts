import type { Rings } from '../../compute/geometry/fan-rings.ts';
import type { Position } from '../../compute/geometry/position.ts';
import type { Scene } from './scene.ts';
import type { Task } from './task.ts';

/** The drawing on a task card as the data of SVG paths, in metres with the camera in the middle and north at the top. */
export interface TaskDrawing {
  halfMeters: number;
  buildings: string;
  streets: string;
  before: string;
  after: string;
  cameras: Position[];
  targets: Position[];
}

const leastHalfMeters = 45;
const mostHalfMeters = 120;
const marginMeters = 8;

/** Draws what stands around the cameras of one visit, what they saw and what they shall see. */
export function drawTaskMap(
  { plane, buildings }: Pick<Scene, 'plane' | 'buildings'>,
  streets: readonly (readonly Position[])[],
  tasks: readonly Task[],
): TaskDrawing | undefined {
  const standings = tasks.flatMap(({ before, after }) => after ?? before ?? []);
  const [first] = standings;
  if (!first) return undefined;
  const [east, north] = first.place;
  const place = ([x, y]: Position): Position => [x - east, north - y];
  // All that a camera of unknown heading might have seen would not tell anybody where it looked.
  const before = tasks.flatMap(({ before: was, coverBefore }) =>
    was?.camera.headingDegrees === undefined ? [] : (coverBefore?.polygons ?? []),
  );
  const after = tasks.flatMap(({ coverAfter }) => coverAfter?.polygons ?? []);
  const reach = [...before, ...after].flat(2).map((point) => Math.max(...place(point).map(Math.abs)));
  const half = Math.min(mostHalfMeters, Math.max(leastHalfMeters, ...reach) + marginMeters);
  const isNear = (points: readonly Position[]): boolean =>
    points.some((point) => place(point).every((value) => Math.abs(value) < half * 1.5));
  const draw = (polygons: readonly Rings[]): string =>
    polygons.map((rings) => rings.map((ring) => `${pathOf(ring.map(place))}Z`).join('')).join('');
  return {
    halfMeters: half,
    buildings: draw(buildings.map(({ rings }) => rings).filter(([outer = []]) => isNear(outer))),
    streets: streets.map((line) => pathOf(line.map(place))).join(''),
    before: draw(before),
    after: draw(after),
    cameras: standings.map((standing) => place(standing.place)),
    targets: tasks.flatMap(({ ahead }) => (ahead ? [place(plane.toMeters(ahead.place))] : [])),
  };
}

function pathOf(points: readonly Position[]): string {
  return points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}
