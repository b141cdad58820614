import type { Insertable } from 'kysely';
import { type DrawnIncident, drawIncidents } from '../../src/compute/incidents/process.ts';
import { createRandom, type Random } from '../../src/compute/random.ts';
import { buildingsOf } from '../../src/compute/town/buildings.ts';
import type { Point, TownPlan } from '../../src/compute/town/plan.ts';
import type { Building, Incident } from '../types.ts';
import { buildingRows } from './ground.ts';
import { homesAsSource } from './hot-places.ts';
import { pointText } from './shapes.ts';
import { planBanSuksan } from './towns.ts';

/** A city for benchmarks: the demonstration's town, `scale` times as large. */
export const planCity = (seed: string, scale: number): TownPlan => planBanSuksan(seed, scale);

/** Which zone has a place of the city. */
export type ZoneAt = (place: Point) => string;

/** The city cut into `alongSide` × `alongSide` quarters, row by row from the first corner of its plan; each a ring. */
export function quartersOf(plan: TownPlan, alongSide: number): Point[][] {
  const [columns, rows] = [extentOf(plan.columns), extentOf(plan.rows)];
  const corner = (column: number, row: number): Point => [
    columns.first + (column / alongSide) * columns.length,
    rows.first + (row / alongSide) * rows.length,
  ];
  return Array.from({ length: alongSide ** 2 }, (_, at) => {
    const [column, row] = [at % alongSide, Math.floor(at / alongSide)];
    return [corner(column, row), corner(column + 1, row), corner(column + 1, row + 1), corner(column, row + 1)];
  });
}

/** Which of those quarters a place lies in; what lies beyond the outermost streets belongs to the nearest. */
export function quarterAt(plan: TownPlan, alongSide: number, [east, north]: Point): number {
  const indexIn = ({ first, length }: Extent, offset: number): number =>
    Math.max(0, Math.min(alongSide - 1, Math.floor(((offset - first) / length) * alongSide)));
  return indexIn(extentOf(plan.rows), north) * alongSide + indexIn(extentOf(plan.columns), east);
}

interface Extent {
  first: number;
  length: number;
}

function extentOf(lines: TownPlan['rows']): Extent {
  const first = lines[0]?.offsetMeters ?? 0;
  return { first, length: (lines.at(-1)?.offsetMeters ?? 0) - first };
}

/**
 * Rows of a city's buildings, one row of blocks at a time; about 3,500 for each unit of its scale. Of every `oneIn`
 * buildings one is there, for whoever needs the city's size and not its density.
 */
export function* cityBuildings(
  plan: TownPlan,
  { zoneAt, now, oneIn = 1 }: { zoneAt: ZoneAt; now: Date; oneIn?: number },
): Generator<Insertable<Building>[]> {
  const random = createRandom(`${plan.seed}/city buildings`);
  let number = 0;
  for (const buildings of buildingsOf(plan)) {
    const kept = buildings.filter(() => number++ % oneIn === 0);
    yield kept.flatMap((one) => buildingRows({ plan, zoneId: zoneAt(one.center) }, [one], random, now));
  }
}

export interface CityHistory {
  zoneAt: ZoneAt;
  start: Date;
  end: Date;
  /** How many incidents, about. */
  count: number;
}

const rowsPerBatch = 5_000;

/** Rows of a city's incidents of those years, in batches, by the same process as the demonstration's. */
export function* cityIncidents(plan: TownPlan, history: CityHistory): Generator<Insertable<Incident>[]> {
  const random = createRandom(`${plan.seed}/city incidents`);
  const usual = homesAsSource([{ homes: 1, center: [0, 0] }], 1);
  const years = (history.end.getTime() - history.start.getTime()) / (365 * 86_400_000);
  const perYear = Object.values(usual.perYear).reduce((sum, rate) => sum + rate, 0);
  const scale = history.count / (years * perYear);
  const source = {
    ...usual,
    perYear: Object.fromEntries(Object.entries(usual.perYear).map(([kind, rate]) => [kind, rate * scale])),
    drawPlace: (chance: Random) => anywhere(plan, chance),
  };
  const nothing = { treatments: [], gaps: [], reportedShare: () => 1 };
  const process = {
    seed: plan.seed,
    utcOffsetHours: 7,
    start: history.start,
    end: history.end,
    sources: [source],
    ...nothing,
  };
  let made = 0;
  for (const month of drawIncidents(process)) {
    for (let from = 0; from < month.length; from += rowsPerBatch) {
      const batch = month.slice(from, from + rowsPerBatch);
      yield batch.map((incident) => rowOf(plan, history.zoneAt(incident.place), incident, ++made, random));
    }
  }
}

function anywhere(plan: TownPlan, random: Random): Point {
  const side = (lines: TownPlan['rows']): number => {
    const { first, length } = extentOf(lines);
    return random.between(first, first + length);
  };
  return [side(plan.columns), side(plan.rows)];
}

function rowOf(
  plan: TownPlan,
  zoneId: string,
  incident: DrawnIncident,
  number: number,
  random: Random,
): Insertable<Incident> {
  return {
    id: random.id(incident.recordedAt),
    zoneId,
    kind: incident.kind,
    occurredFrom: incident.from,
    occurredTo: incident.to,
    place: pointText(plan, incident.place),
    source: 'call',
    sourceName: 'city',
    sourceKey: String(number),
    summary: '',
    recordedAt: incident.recordedAt,
  };
}
