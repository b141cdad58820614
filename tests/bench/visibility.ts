import { compute, type Segments } from 'visibility-polygon';
import { type Camera, cameraView } from '../../src/compute/cameras/camera-view.ts';
import { standClear } from '../../src/compute/cameras/standing.ts';
import { clipLine } from '../../src/compute/geometry/clip.ts';
import { areaOf } from '../../src/compute/geometry/fan-rings.ts';
import type { Position } from '../../src/compute/geometry/position.ts';
import { indexWalls, type WallIndex } from '../../src/compute/geometry/wall-index.ts';
import { createRandom, type Random } from '../../src/compute/random.ts';
import { median, round, say } from './support/median.ts';

/**
 * Ten thousand cameras among a hundred thousand buildings, 60 m of range: everything from "where does it stand" to the
 * polygon that it sees, against the bare calls of the npm package `visibility-polygon` on segments that were found and
 * clipped for it beforehand.
 */
const cameras = 10_000;
const houses = 100_000;
const rangeMeters = 60;
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const limit = 1.5;

/** Rows of houses along streets 8 m wide, eight plots between crossings; every house a little askew. */
function makeHouses(random: Random): Position[][] {
  const columns = Math.ceil(Math.sqrt(houses));
  return Array.from({ length: houses }, (_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const west = column * 14 + Math.floor(column / 8) * 8;
    const south = row * 18 + Math.floor(row / 2) * 8;
    const [width, depth] = [random.between(7, 12), random.between(8, 15)];
    const skew = random.between(-0.8, 0.8);
    return [
      [west, south],
      [west + width, south + skew],
      [west + width - skew, south + depth + skew],
      [west - skew, south + depth],
    ];
  });
}

function makeCamera(random: Random): Camera {
  return {
    headingDegrees: random.between(0, 360),
    tiltDegrees: random.between(5, 25),
    heightMeters: random.between(3, 6),
    horizontalFieldDegrees: 360,
    imageWidthPixels: 12_000,
    imageHeightPixels: 3_000,
    rangeMeters,
  };
}

/** The segments within range as the package wants them: cut at a square around the camera, which closes the scene. */
function clippedScene(walls: WallIndex, place: Position): Segments {
  const edge = rangeMeters + 1;
  const near = walls
    .wallsAround(place, rangeMeters)
    .map((wall) => wall.map(([x, y]): Position => [x - place[0], y - place[1]]))
    .flatMap((wall) => clipLine(wall, { least: -rangeMeters, most: rangeMeters }));
  const square: Position[] = [
    [-edge, -edge],
    [edge, -edge],
    [edge, edge],
    [-edge, edge],
  ];
  const frame = square.map((corner, at) => [square.at(at - 1) ?? corner, corner] as const);
  return [...near, ...frame].map(([from, to]) => [[...(from ?? [0, 0])], [...(to ?? [0, 0])]]) as Segments;
}

const random = createRandom('visibility');
const walls = indexWalls(makeHouses(random));
const side = Math.sqrt(houses) * 14;
const places = Array.from({ length: cameras }, (): Position => [random.between(0, side), random.between(0, side)]);
const known = places.map(() => makeCamera(random));
const stands = places.map((place) => standClear(place, walls).place);
const scenes = stands.map((place) => clippedScene(walls, place));
say(
  `${cameras} cameras, ${houses} buildings, ${round(scenes.reduce((sum, scene) => sum + scene.length, 0) / cameras, 1)} segments each`,
);

function product(): number {
  let seen = 0;
  places.forEach((place, at) => {
    const camera = known[at];
    if (!camera) return;
    const standing = standClear(place, walls);
    const around = walls.wallsAround(standing.place, rangeMeters, standing.without);
    seen += areaOf(cameraView(standing.place, camera, { pixelsPerMeter: 12.5 }, around));
  });
  return seen;
}

function baseline(): number {
  let corners = 0;
  for (const scene of scenes) corners += compute([0, 0], scene).length;
  return corners;
}

function timed(work: () => number): number {
  const startedAt = performance.now();
  if (!(work() > 0)) throw new Error('nothing was seen');
  return performance.now() - startedAt;
}

const ours: number[] = [];
const theirs: number[] = [];
for (let one = 0; one < rounds; one++) {
  ours.push(timed(product));
  theirs.push(timed(baseline));
  say(`round ${one + 1}: ${round(ours.at(-1) ?? 0, 0)} ms, package ${round(theirs.at(-1) ?? 0, 0)} ms`);
}
const ratio = round(median(ours.map((milliseconds, at) => milliseconds / (theirs[at] ?? 1))), 3);
say(
  JSON.stringify({
    name: 'visibility',
    ratio,
    totalMs: round(median(ours), 0),
    baselineMs: round(median(theirs), 0),
    limit,
  }),
);
