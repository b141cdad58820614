import type pg from 'pg';
import { boundsOf, fieldOf, openGround } from '../../src/compute/coverage/area-cover.ts';
import { type CameraCover, coverOf, viewedCells } from '../../src/compute/coverage/camera-cover.ts';
import { gapsIn } from '../../src/compute/coverage/gaps.ts';
import { outlineOf } from '../../src/compute/coverage/outline.ts';
import { areaOf, type Rings } from '../../src/compute/geometry/fan-rings.ts';
import type { Position } from '../../src/compute/geometry/position.ts';
import { indexWalls } from '../../src/compute/geometry/wall-index.ts';
import { createRandom, type Random } from '../../src/compute/random.ts';
import { median, round, say } from './support/median.ts';
import { openBenchDatabase } from './support/postgres.ts';

/**
 * The union of what cameras see, and the gaps that are left, of a whole town by squares of 250 m, as the job works them
 * out by risk area, against one plain ST_Union of the same areas. And how little of that one moved camera costs.
 */
const cameras = 20_000;
const printed = [1_000, 10_000, 100_000];
const squareMeters = 250;
const leastGapSquareMeters = 20;
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const limit = 0.5;
const movedLimit = 0.01;

/** Rows of houses along streets 8 m wide, eight plots between crossings. */
function makeHouses(count: number, random: Random): Position[][] {
  const columns = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const west = column * 14 + Math.floor(column / 8) * 8;
    const south = row * 18 + Math.floor(row / 2) * 8;
    const [width, depth] = [random.between(7, 12), random.between(8, 15)];
    return [
      [west, south],
      [west + width, south],
      [west + width, south + depth],
      [west, south + depth],
    ];
  });
}

/** What this many cameras see, clustered as they are in towns, among two houses to a camera. */
function makeCovers(count: number): CameraCover[] {
  const random = createRandom('coverage');
  const houses = makeHouses(count * 2, random);
  const walls = indexWalls(houses);
  const side = Math.sqrt(count * 2) * 16;
  const spots = Array.from({ length: Math.ceil(count / 40) }, () => [random.between(0, side), random.between(0, side)]);
  const covers: CameraCover[] = [];
  while (covers.length < count) {
    const [east = 0, north = 0] = random.pick(spots);
    const place: Position = [east + random.between(-90, 90), north + random.between(-90, 90)];
    const camera = {
      headingDegrees: random.between(0, 360),
      tiltDegrees: random.between(8, 20),
      heightMeters: random.between(3.5, 6),
      horizontalFieldDegrees: random.between(60, 100),
      imageWidthPixels: 1920,
      imageHeightPixels: 1080,
      rangeMeters: 60,
    };
    const cover = coverOf(place, camera, { pixelsPerMeter: 25 }, walls);
    if (cover && cover.polygons.length > 0) covers.push(cover);
  }
  return covers;
}

const keysOf = ({ polygons }: CameraCover): string[] => {
  const [west, south, east, north] = boundsOf(polygons).map((edge) => Math.floor(edge / squareMeters));
  const keys: string[] = [];
  for (let x = west ?? 0; x <= (east ?? -1); x++)
    for (let y = south ?? 0; y <= (north ?? -1); y++) keys.push(`${x} ${y}`);
  return keys;
};

function bySquare(covers: readonly CameraCover[]): Map<string, CameraCover[]> {
  const squares = new Map<string, CameraCover[]>();
  for (const cover of covers) {
    for (const key of keysOf(cover)) {
      const members = squares.get(key);
      if (members) members.push(cover);
      else squares.set(key, [cover]);
    }
  }
  return squares;
}

/** What of some ground is seen and what is not, as polygons, and how much is in gaps too small to be one. */
interface Answer {
  seen: Rings[];
  gaps: Rings[];
  smallSquareMeters: number;
}

/** Union and gaps of one square. */
function workOut(key: string, covers: readonly CameraCover[]): Answer {
  const [x = 0, y = 0] = key.split(' ').map((part) => Number(part) * squareMeters);
  const corners: Position[] = [
    [x, y],
    [x + squareMeters, y],
    [x + squareMeters, y + squareMeters],
    [x, y + squareMeters],
  ];
  const ground = openGround([[corners]], []);
  const views = covers.flatMap((cover) => viewedCells(ground.grid, cover, true));
  const field = fieldOf(ground, views);
  const everywhere = new Float64Array(ground.grid.columns * ground.grid.rows).fill(1);
  const { gaps, small } = gapsIn({ ...ground, weights: everywhere, people: everywhere }, field, leastGapSquareMeters);
  return {
    gaps: gaps.flatMap((gap) => outlineOf(ground.grid, gap.cells)),
    seen: outlineOf(
      ground.grid,
      ground.cells.filter((cell) => field.countAt(cell) > 0),
    ),
    smallSquareMeters: small.squareMeters,
  };
}

const product = (covers: readonly CameraCover[]): Answer[] =>
  Array.from(bySquare(covers), ([key, members]) => workOut(key, members));

/** The area of the union. Throws when union and gaps are not all of the ground, which no other check would notice. */
function areaSeen(answers: readonly Answer[]): number {
  let total = 0;
  for (const { seen, gaps, smallSquareMeters } of answers) {
    const area = areaOf(seen);
    if (Math.abs(area + areaOf(gaps) + smallSquareMeters - squareMeters ** 2) > 1e-3)
      throw new Error('What is seen and what is not are not the whole square.');
    total += area;
  }
  return total;
}

async function timed<Answer>(work: () => Answer | Promise<Answer>): Promise<{ answer: Answer; milliseconds: number }> {
  const startedAt = performance.now();
  const answer = await work();
  return { answer, milliseconds: performance.now() - startedAt };
}

async function loadAreas(pool: pg.Pool, covers: readonly CameraCover[]): Promise<void> {
  await pool.query('drop table if exists seen_area');
  await pool.query('create unlogged table seen_area (area geometry)');
  for (let start = 0; start < covers.length; start += 1_000) {
    const shapes = covers.slice(start, start + 1_000).map(({ polygons }) =>
      JSON.stringify({
        type: 'MultiPolygon',
        coordinates: polygons.map((rings) => rings.map((ring) => [...ring, ring[0]])),
      }),
    );
    await pool.query(
      `insert into seen_area
       select st_collectionextract(st_makevalid(st_setsrid(st_geomfromgeojson(shape), 0)), 3) from unnest($1::text[]) as shape`,
      [shapes],
    );
  }
  await pool.query('vacuum analyze seen_area');
}

const store = await openBenchDatabase();
const { pool } = store.handle;
try {
  const unionThere = async (): Promise<number> =>
    (await pool.query<{ area: number }>('select st_area(st_union(area)) as area from seen_area')).rows[0]?.area ?? 0;
  const covers = makeCovers(cameras);
  await loadAreas(pool, covers);
  say(`${cameras} camera areas in ${bySquare(covers).size} squares of ${squareMeters} m`);
  const [ours, theirs]: number[][] = [[], []];
  let difference = 0;
  for (let one = 0; one < rounds; one++) {
    const here = await timed(() => product(covers));
    const there = await timed(unionThere);
    ours?.push(here.milliseconds);
    theirs?.push(there.milliseconds);
    difference = Math.max(difference, Math.abs(areaSeen(here.answer) / there.answer - 1));
    say(`round ${one + 1}: ${round(here.milliseconds, 0)} ms, ST_Union ${round(there.milliseconds, 0)} ms`);
  }
  if (difference > 0.005) throw new Error(`The areas differ by ${round(difference * 100, 2)} %.`);
  const totals: Record<string, number> = {};
  let movedShares: number[] = [];
  for (const count of printed) {
    const all = makeCovers(count);
    const { milliseconds } = await timed(() => product(all));
    totals[`total${count / 1_000}kMs`] = round(milliseconds, 0);
    say(`${count} camera areas: ${round(milliseconds, 0)} ms`);
    if (count === printed.at(-1)) movedShares = await moveCameras(all, milliseconds);
  }
  say(
    JSON.stringify({
      name: 'coverage',
      ratio: round(median((ours ?? []).map((milliseconds, at) => milliseconds / (theirs?.[at] ?? 1))), 3),
      limit,
      unionMs: round(median(ours ?? []), 0),
      baselineMs: round(median(theirs ?? []), 0),
      areaDifference: round(difference, 5),
      ...totals,
      movedShare: round(median(movedShares), 6),
      movedLimit,
    }),
  );
} finally {
  await store.remove();
}

/** What it costs to do the squares of one moved camera again, its old ones and its new ones, as a share of all of them. */
async function moveCameras(all: readonly CameraCover[], wholeMilliseconds: number): Promise<number[]> {
  const squares = bySquare(all);
  const shares: number[] = [];
  for (let one = 0; one < rounds; one++) {
    const [old, other] = [all[one * 7], all[all.length - 1 - one * 7]];
    if (!old || !other) continue;
    const { milliseconds } = await timed(() =>
      [...new Set([...keysOf(old), ...keysOf(other)])].map((key) => {
        const members = (squares.get(key) ?? []).filter((cover) => cover !== old);
        return workOut(key, members.includes(other) ? members : [...members, other]);
      }),
    );
    shares.push(milliseconds / wholeMilliseconds);
  }
  return shares;
}
