import { expect, test } from 'vitest';
import { distanceMeters } from '../town/frame.ts';
import type { Point } from '../town/plan.ts';
import { type DrawnIncident, drawIncidents, type IncidentSource, nearRepeat, type ProcessOptions } from './process.ts';

const start = new Date('2024-01-01T00:00:00Z');
const end = new Date('2026-01-01T00:00:00Z');
const day = 86_400_000;

const source = (key: string, perYear: Record<string, number>, place: Point, meters: number): IncidentSource => ({
  key,
  perYear,
  drawPlace: (random) => [place[0] + random.between(-meters, meters), place[1] + random.between(-meters, meters)],
});

function draw(options: Partial<ProcessOptions>): DrawnIncident[] {
  const usual = {
    seed: 'test',
    start,
    end,
    utcOffsetHours: 7,
    sources: [],
    treatments: [],
    gaps: [],
    reportedShare: () => 1,
  };
  return [...drawIncidents({ ...usual, ...options })].flat();
}

const wide = source('town', { noise: 500 }, [0, 0], 1_000);

test('the same seed gives the same history', () => {
  expect(draw({ sources: [wide] })).toEqual(draw({ sources: [wide] }));
  expect(draw({ sources: [wide] })).not.toEqual(draw({ sources: [wide], seed: 'other' }));
});

test('as much happens as was asked for, and nothing after the end', () => {
  const incidents = draw({ sources: [wide] });
  expect(Math.abs(incidents.length - 1_000)).toBeLessThan(160);
  for (const incident of incidents) {
    expect(incident.recordedAt <= end && incident.to >= incident.from && incident.from >= start).toBe(true);
  }
});

test('a planted hot place is hotter than the same ground elsewhere', () => {
  const incidents = draw({ sources: [wide, source('hot', { noise: 60 }, [300, 300], 60)] });
  const near = (place: Point): number =>
    incidents.filter((incident) => distanceMeters(incident.place, place) < 90).length;
  expect(near([300, 300])).toBeGreaterThan(5 * Math.max(1, near([-300, -300])));
});

test('nights are louder than mornings, in the zone’s own time', () => {
  const hours = draw({ sources: [wide] }).map((incident) => (incident.from.getUTCHours() + 7) % 24);
  const between = (low: number, high: number): number => hours.filter((hour) => hour >= low && hour < high).length;
  expect(between(21, 24)).toBeGreaterThan(3 * between(9, 12));
});

test('after a burglary another follows nearby within two weeks, more often than by chance', () => {
  const burglaries = draw({ sources: [source('town', { burglary: 200 }, [0, 0], 1_500)] });
  const shuffledTimes = burglaries.map(
    (_, index) => burglaries[(index + Math.floor(burglaries.length / 2)) % burglaries.length],
  );
  const pairs = (times: (DrawnIncident | undefined)[]): number => {
    let count = 0;
    for (const [index, one] of burglaries.entries()) {
      for (const [later, other] of burglaries.entries()) {
        if (later <= index || distanceMeters(one.place, other.place) > nearRepeat.meters) continue;
        const days = Math.abs((times[index]?.from.getTime() ?? 0) - (times[later]?.from.getTime() ?? 0)) / day;
        if (days <= nearRepeat.days) count++;
      }
    }
    return count;
  };
  const observed = pairs(burglaries);
  const expected = pairs(shuffledTimes.toSorted((a, b) => (a && b ? a.place[0] - b.place[0] : 0)));
  expect(observed).toBeGreaterThan(3 * Math.max(1, expected));
  expect(burglaries.filter((incident) => incident.isNearRepeat).length).toBeGreaterThan(60);
});

test('a treatment takes its share away inside and after, and nothing elsewhere or before', () => {
  const from = new Date('2025-01-01T00:00:00Z');
  const sources = [source('inside', { noise: 300 }, [0, 0], 50), source('outside', { noise: 300 }, [1_000, 0], 50)];
  const treatments = [{ key: 'works', contains: ([east]: Point) => east < 500, from, factor: 0.3 }];
  const incidents = draw({ sources, treatments });
  const count = (key: string, isAfter: boolean): number =>
    incidents.filter((incident) => incident.source === key && incident.from >= from === isAfter).length;
  expect(count('inside', true) / count('inside', false)).toBeLessThan(0.45);
  expect(count('outside', true) / count('outside', false)).toBeGreaterThan(0.75);
});

test('nothing is recorded in a gap, and less where people report less', () => {
  const gap = { from: new Date('2024-06-01T00:00:00Z'), to: new Date('2024-06-15T00:00:00Z') };
  const incidents = draw({ sources: [wide], gaps: [gap], reportedShare: ([east]) => (east < 0 ? 0.4 : 1) });
  expect(incidents.filter((incident) => incident.from >= gap.from && incident.from < gap.to)).toEqual([]);
  const west = incidents.filter((incident) => incident.place[0] < 0).length;
  expect(west / (incidents.length - west)).toBeLessThan(0.55);
});
