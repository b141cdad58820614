import fc from 'fast-check';
import loadHighs, { type Highs } from 'highs';
import { beforeAll, describe, expect, test } from 'vitest';
import { usualSiting } from '../../../../tests/support/siting-questions.ts';
import { localPlaneAt } from '../../../compute/geometry/local-plane.ts';
import type { Position } from '../../../compute/geometry/position.ts';
import type { SitingAnswer, SitingRequest } from '../siting.schema.ts';
import { solveSiting } from './solve.ts';
import type { SitingTask } from './task.ts';

const center: Position = [100.5, 13.7];
const plane = localPlaneAt(center);
const at = (east: number, north: number): Position => plane.toDegrees([east, north]);
const box = (west: number, south: number, east: number, north: number): Position[][] => [
  [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)],
];
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

type CameraRow = SitingTask['cameras'][number];
const camera = (
  number: number,
  place: Position,
  headingDegrees: number | null,
  more: Partial<CameraRow> = {},
): CameraRow => ({
  id: id(number),
  link: 'linked',
  ownerKind: 'police-unit',
  headingDegrees,
  tiltDegrees: 15,
  mountingHeightMeters: 5,
  fieldOfViewDegrees: 80,
  imageWidthPixels: 1920,
  imageHeightPixels: 1080,
  rangeMeters: null,
  readsPlates: false,
  longitude: place[0],
  latitude: place[1],
  ...more,
});
const lamp = (number: number, place: Position) => ({ id: id(number), place });

const usual: SitingRequest = { ...usualSiting, count: 1, seconds: 10 };

const taskOf = (request: Partial<SitingRequest>, more: Partial<SitingTask> = {}): SitingTask => ({
  request: { ...usual, ...request },
  center,
  population: null,
  buildings: [],
  water: [],
  cameras: [],
  areas: [{ id: id(900), level: 4, rings: box(-20, -60, 20, -20) }],
  reports: [],
  streets: [],
  posts: [],
  lamps: [lamp(1, at(0, 0)), lamp(2, at(0, 300))],
  walls: [],
  ...more,
});

let highs: Highs;
beforeAll(async () => {
  highs = await loadHighs();
});

function solve(task: SitingTask) {
  const began = performance.now();
  return solveSiting(task, {
    highs,
    elapsedSeconds: () => (performance.now() - began) / 1000,
    tell: ({ progress }) => expect(progress).toBeLessThanOrEqual(1),
  });
}
function answerTo(task: SitingTask): SitingAnswer {
  const outcome = solve(task);
  if (!outcome.ok) throw new Error(outcome.failure);
  return outcome.answer;
}
function refusalOf(task: SitingTask): string {
  const outcome = solve(task);
  return outcome.ok ? 'answered' : outcome.failure;
}

/** Even-odd, written for these tests alone. */
function isIn(rings: readonly (readonly Position[])[], [x, y]: Position): boolean {
  let crossings = 0;
  for (const ring of rings)
    for (let from = 0; from + 1 < ring.length; from++) {
      const [[x0, y0], [x1, y1]] = [ring[from] ?? [0, 0], ring[from + 1] ?? [0, 0]];
      if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) crossings++;
    }
  return crossings % 2 === 1;
}

/** The share of the areas' worth that lies in these views, by sampling: it knows nothing of grids or solvers. */
function sampledShare(task: SitingTask, views: readonly Position[][][][]): number {
  let [seen, total] = [0, 0];
  for (let east = -120; east < 120; east += 1.5)
    for (let north = -120; north < 120; north += 1.5) {
      const place = at(east + 0.7, north + 0.7);
      const level = Math.max(0, ...task.areas.filter(({ rings }) => isIn(rings, place)).map((area) => area.level));
      if (level === 0 || task.buildings.some(({ rings }) => isIn(rings, place))) continue;
      total += level;
      if (views.some((polygons) => polygons.some((rings) => isIn(rings, place)))) seen += level;
    }
  return seen / total;
}

describe('new cameras', () => {
  test('the lamp beside the area is taken, and the camera looks at it', () => {
    const { sites, after, isProven, before } = answerTo(taskOf({}));
    expect(before).toBe(0);
    expect(isProven).toBe(true);
    expect(sites.map(({ key }) => key)).toEqual([`lamp:${id(1)}`]);
    expect(sites[0]?.headingDegrees).toBe(180);
    expect(sites[0]?.riskAreaId).toBe(id(900));
    expect(after).toBeGreaterThan(0.5);
  });

  test('what is forbidden, excluded or somebody else’s is not taken', () => {
    expect(refusalOf(taskOf({ forbidden: [box(-10, -10, 10, 10)] }))).toBe('no-candidates-near');
    expect(refusalOf(taskOf({ excluded: [`lamp:${id(1)}`] }))).toBe('no-candidates-near');
    const school = { id: id(50), isPublic: false, rings: box(-5, 0, 5, 10) };
    const wall = { candidates: ['wall' as const] };
    expect(refusalOf(taskOf(wall, { walls: [school] }))).toBe('no-candidates');
    expect(answerTo(taskOf({ ...wall, withOwners: true }, { walls: [school] })).sites).toHaveLength(1);
  });

  test('what must be in the answer is, and counts', () => {
    const required = [{ key: `lamp:${id(2)}`, headingDegrees: 90 }];
    const answer = answerTo(taskOf({ count: 2, required }));
    expect(answer.sites.map(({ key }) => key)).toContain(`lamp:${id(2)}`);
    expect(refusalOf(taskOf({ count: 1, required: [...required, { key: `lamp:${id(1)}`, headingDegrees: 0 }] }))).toBe(
      'too-many-required',
    );
    expect(refusalOf(taskOf({ required: [{ key: `lamp:${id(77)}`, headingDegrees: 0 }] }))).toBe('required-gone');
  });

  test('money is a limit, with the cheapest that there is', () => {
    const outcome = solve(taskOf({ budget: 10_000 }));
    expect(outcome).toEqual({ ok: false, failure: 'over-budget', values: { cheapest: 45_000, budget: 10_000 } });
    expect(answerTo(taskOf({ budget: 100_000, count: 9 })).sites.length).toBeLessThanOrEqual(2);
  });

  test('turning the cameras that there are comes first if that is asked for', () => {
    const cameras = [camera(1, at(0, 0), 0)];
    const without = answerTo(taskOf({}, { cameras }));
    const first = answerTo(taskOf({ reAimFirst: true }, { cameras }));
    expect(without.visits).toEqual([]);
    expect(first.visits.map(({ toDegrees }) => toDegrees)).toEqual([180]);
    expect(first.after).toBeGreaterThanOrEqual(without.after);
    expect(first.curve[0]?.value).toBeGreaterThan(first.before);
  });

  test('a claim is what its own views cover, and never more than the bound', () => {
    const place = fc.tuple(fc.integer({ min: -60, max: 60 }), fc.integer({ min: -60, max: 60 }));
    const scene = fc.record({
      lamps: fc.array(place, { minLength: 1, maxLength: 6 }),
      house: place,
      corner: fc.tuple(fc.integer({ min: -60, max: 0 }), fc.integer({ min: -60, max: 0 })),
      count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(scene, ({ lamps, house: [x, y], corner: [west, south], count }) => {
        const task = taskOf(
          { count },
          {
            areas: [
              { id: id(900), level: 3, rings: box(west, south, west + 70, south + 50) },
              { id: id(901), level: 5, rings: box(west + 30, south + 10, west + 50, south + 60) },
            ],
            buildings: [{ rings: box(x, y, x + 12, y + 9), homes: 2 }],
            lamps: lamps.map(([east, north], number) => lamp(number, at(east, north))),
          },
        );
        const outcome = solve(task);
        if (!outcome.ok) {
          expect(outcome.failure).toBe('no-candidates-near');
          return;
        }
        const { sites, after, bound, curve } = outcome.answer;
        const sampled = sampledShare(
          task,
          sites.map(({ view }) => view as Position[][][]),
        );
        expect(Math.abs(sampled - after)).toBeLessThan(0.05);
        expect(bound).toBeGreaterThanOrEqual(after);
        for (const [step, point] of curve.entries()) {
          expect(point.value).toBeGreaterThanOrEqual(curve[step - 1]?.value ?? 0);
          if (point.bound !== null) expect(point.bound).toBeGreaterThanOrEqual(point.value);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('better angles', () => {
  const cameras = [camera(1, at(0, 0), 0), camera(2, at(0, 90), null)];

  test('a camera that looks away is turned, one that nobody knows counts as seeing nothing before', () => {
    const answer = answerTo(taskOf({ kind: 'angles' }, { cameras }));
    expect(answer.before).toBe(0);
    expect(answer.visits[0]).toMatchObject({ cameraId: id(1), fromDegrees: 0, toDegrees: 180 });
    expect(answer.after).toBeGreaterThan(0.5);
    expect(answer.bound).toBeGreaterThanOrEqual(answer.after);
    expect(answer.curve.at(-1)?.value).toBeCloseTo(answer.after, 9);
  });

  test('cameras that may not be turned stay, and what they see counts', () => {
    const looking = [camera(1, at(0, 0), 187), ...cameras.slice(1)];
    const fixed = answerTo(
      taskOf({ kind: 'angles', fixedCameras: [id(1)] }, { cameras: [...looking, camera(3, at(10, 0), 0)] }),
    );
    expect(fixed.before).toBeGreaterThan(0.5);
    expect(fixed.visits.every(({ cameraId }) => cameraId !== id(1))).toBe(true);
    expect(refusalOf(taskOf({ kind: 'angles', fixedCameras: [id(1), id(2)] }, { cameras }))).toBe('no-cameras');
    expect(refusalOf(taskOf({ kind: 'angles' }, { cameras: [camera(1, at(0, 900), 0)] }))).toBe('no-cameras-near');
    expect(refusalOf(taskOf({ kind: 'angles' }))).toBe('no-cameras');
    const shop = [camera(1, at(0, 0), 0, { ownerKind: 'business' })];
    expect(refusalOf(taskOf({ kind: 'angles' }, { cameras: shop }))).toBe('no-cameras');
    expect(answerTo(taskOf({ kind: 'angles', withOwners: true }, { cameras: shop })).visits).toHaveLength(1);
  });

  test('a hundred cameras on one pole come to an end, and the reader is told of them', () => {
    const crowd = Array.from({ length: 100 }, (_, number) => camera(number, at(0, 0), (number * 37) % 360));
    const answer = answerTo(taskOf({ kind: 'angles' }, { cameras: crowd }));
    expect(answer.notes).toContainEqual({ code: 'one-pole', count: 100 });
    expect(answer.after).toBeGreaterThanOrEqual(answer.before);
  });

  test('a camera inside a building is told of, and works', () => {
    const buildings = [{ rings: box(-15, -5, 15, 15), homes: 4 }];
    const answer = answerTo(taskOf({ kind: 'angles' }, { cameras: [camera(1, at(0, 5), 0)], buildings }));
    expect(answer.notes).toContainEqual({ code: 'inside-buildings', count: 1 });
  });
});

describe('SOS posts', () => {
  const street = (number: number, ...points: Position[]) => ({ id: id(number), points, isClosed: false });
  const town = {
    areas: [{ id: id(900), level: 3, rings: box(-20, -10, 400, 10) }],
    streets: [street(800, at(-20, 0), at(400, 0))],
    lamps: [lamp(1, at(0, 0)), lamp(2, at(200, 0)), lamp(3, at(395, 0))],
  };

  test('one post within reach of the most stands in the middle', () => {
    for (const goal of ['within-2', 'average'] as const) {
      const answer = answerTo(taskOf({ kind: 'sos-posts', goal }, town));
      expect(answer.sites.map(({ key }) => key)).toEqual([`lamp:${id(2)}`]);
      expect(answer.isProven).toBe(true);
    }
    expect(answerTo(taskOf({ kind: 'sos-posts', goal: 'average' }, town)).after).toBeLessThan(130);
  });

  test('posts that stand count, and when they reach everything there is nothing to do', () => {
    expect(refusalOf(taskOf({ kind: 'sos-posts' }, { ...town, posts: [at(200, 0)] }))).toBe('all-covered');
    const answer = answerTo(taskOf({ kind: 'sos-posts', goal: 'within-2' }, { ...town, posts: [at(0, 0)] }));
    expect(answer.before).toBeGreaterThan(0.3);
    expect(answer.sites.map(({ key }) => key)).toEqual([`lamp:${id(2)}`]);
    expect(answer.after).toBeGreaterThan(0.85);
  });

  test('streets in pieces: the other piece is out of reach, and ground without a street is told of', () => {
    const pieces = {
      ...town,
      areas: [...town.areas, { id: id(901), level: 3, rings: box(-20, 300, 400, 320) }],
      streets: [street(801, at(-20, 0), at(150, 0)), street(802, at(250, 0), at(400, 0))],
    };
    const answer = answerTo(taskOf({ kind: 'sos-posts', count: 2 }, pieces));
    expect(answer.sites).toHaveLength(2);
    expect(answer.after).toBeLessThan(0.6);
    expect(answer.notes.find(({ code }) => code === 'cut-off')?.count).toBeGreaterThan(40);
    expect(refusalOf(taskOf({ kind: 'sos-posts' }, { ...town, streets: [] }))).toBe('no-streets');
  });
});

test('ground that is not there, or worth nothing, is said so', () => {
  expect(refusalOf(taskOf({}, { areas: [] }))).toBe('no-areas');
  expect(refusalOf(taskOf({ worth: 'reports' }))).toBe('worth-nothing');
  expect(refusalOf(taskOf({}, { buildings: [{ rings: box(-30, -70, 30, -10), homes: 1 }] }))).toBe('no-ground');
  expect(refusalOf(taskOf({ candidates: [] }))).toBe('no-candidates');
  expect(answerTo(taskOf({ drawn: [box(-20, 20, 20, 60)] }, { areas: [] })).sites[0]?.headingDegrees).toBe(0);
});
