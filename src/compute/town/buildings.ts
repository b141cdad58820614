import { createRandom, type Random } from '../random.ts';
import { type BlockShape, blockShape, pointIn } from './blocks.ts';
import { along, distanceMeters } from './frame.ts';
import { canalDistanceMeters } from './lands.ts';
import { canalWidthMeters, type LandKind, type Point, range, type TownPlan, useOf } from './plan.ts';

export type BuildingKind =
  | 'house'
  | 'shop-house'
  | 'apartment'
  | 'condominium'
  | 'market'
  | 'school'
  | 'temple'
  | 'office'
  | 'pavilion';

/** The footprint of one building; the ring is not closed. */
export interface Building {
  key: string;
  kind: BuildingKind;
  homes: number;
  heightMeters: number;
  column: number;
  row: number;
  ring: Point[];
  center: Point;
}

const lotSides = ['south', 'north'] as const;

/** The buildings of the town, one row of blocks at a time, so that a large city never lies in memory as a whole. */
export function* buildingsOf(plan: TownPlan): Generator<Building[]> {
  for (const row of range(plan.rows.length - 1)) {
    yield range(plan.columns.length - 1).flatMap((column) => buildingsOfBlock(plan, column, row));
  }
}

function buildingsOfBlock(plan: TownPlan, column: number, row: number): Building[] {
  const random = createRandom(`${plan.seed}/block/${column}/${row}`);
  const shape = blockShape(plan, column, row);
  const use = useOf(plan, column, row);
  const found = use ? publicBuildings(use.kind, shape, random) : homesOfBlock(plan, shape, random, column, row);
  return found
    .filter((building) => building.ring.every((point) => isDry(plan, point, row)))
    .map((building, index) => ({ ...building, key: `${column}-${row}-${index}`, column, row }));
}

type Footprint = Omit<Building, 'key' | 'column' | 'row'>;

function homesOfBlock(plan: TownPlan, shape: BlockShape, random: Random, column: number, row: number): Footprint[] {
  if (random.chance(0.018)) return [tower(shape, random)];
  const isBusy = [plan.rows[row], plan.rows[row + 1], plan.columns[column]].some((line) => line?.kind === 'main');
  const width = distanceMeters(shape.southWest, shape.southEast);
  return lotSides.flatMap((side) => {
    const found: Footprint[] = [];
    for (let at = random.between(1, 4); at < width - 7; ) {
      const lot = Math.min(random.between(isBusy ? 6 : 9, isBusy ? 13 : 21), width - at - 1);
      if (lot > 5 && !random.chance(0.07)) {
        const gap = isBusy ? 0.4 : random.between(0.7, 2.2);
        found.push(lotBuilding(shape, side, (at + gap) / width, (at + lot - gap) / width, isBusy, random));
      }
      at += lot;
    }
    return found;
  });
}

function lotBuilding(
  shape: BlockShape,
  side: (typeof lotSides)[number],
  from: number,
  to: number,
  isBusy: boolean,
  random: Random,
): Footprint {
  const front = random.between(0.01, isBusy ? 0.03 : 0.09);
  const back = random.between(0.33, 0.47);
  const [low, high] = side === 'south' ? [front, back] : [1 - back, 1 - front];
  const ring = [
    pointIn(shape, from, low),
    pointIn(shape, to, low),
    pointIn(shape, to, high),
    pointIn(shape, from, high),
  ];
  const isApartment = random.chance(0.012);
  const kind = isApartment ? 'apartment' : isBusy && random.chance(0.7) ? 'shop-house' : 'house';
  const homes = isApartment ? random.integer(8, 20) : random.chance(0.06) ? 0 : 1;
  const heightMeters = isApartment
    ? random.between(12, 18)
    : kind === 'shop-house'
      ? random.between(9, 14)
      : random.between(4, 8);
  return { kind, homes, heightMeters, ring, center: pointIn(shape, (from + to) / 2, (low + high) / 2) };
}

function tower(shape: BlockShape, random: Random): Footprint {
  const floors = random.integer(6, 8);
  return {
    kind: 'condominium',
    homes: floors * random.integer(7, 9),
    heightMeters: floors * 3.1,
    ...inside(shape, 0.25, 0.2, 0.75, 0.8),
  };
}

const publicShapes: Partial<Record<LandKind, { kind: BuildingKind; boxes: [number, number, number, number][] }>> = {
  market: {
    kind: 'market',
    boxes: [
      [0.08, 0.1, 0.7, 0.88],
      [0.76, 0.12, 0.94, 0.5],
    ],
  },
  school: {
    kind: 'school',
    boxes: [
      [0.1, 0.12, 0.62, 0.3],
      [0.1, 0.62, 0.28, 0.9],
    ],
  },
  temple: {
    kind: 'temple',
    boxes: [
      [0.3, 0.3, 0.6, 0.66],
      [0.72, 0.2, 0.86, 0.44],
    ],
  },
  square: { kind: 'office', boxes: [[0.12, 0.55, 0.5, 0.88]] },
  park: { kind: 'pavilion', boxes: [[0.45, 0.42, 0.55, 0.58]] },
};

function publicBuildings(kind: LandKind, shape: BlockShape, random: Random): Footprint[] {
  const found = publicShapes[kind];
  if (!found) return [];
  return found.boxes.map(([west, south, east, north]) => ({
    kind: found.kind,
    homes: 0,
    heightMeters: random.between(4, 12),
    ...inside(shape, west, south, east, north),
  }));
}

function inside(
  shape: BlockShape,
  west: number,
  south: number,
  east: number,
  north: number,
): { ring: Point[]; center: Point } {
  const ring = [
    pointIn(shape, west, south),
    pointIn(shape, east, south),
    pointIn(shape, east, north),
    pointIn(shape, west, north),
  ];
  return { ring, center: along(pointIn(shape, west, south), pointIn(shape, east, north), 0.5) };
}

function isDry(plan: TownPlan, point: Point, row: number): boolean {
  return !plan.canalBands.includes(row) || canalDistanceMeters(plan, row, point) > canalWidthMeters / 2 + 3;
}
