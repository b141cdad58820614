import { describe, expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import type { StreetLine } from './street-corners.ts';
import { buildStreetNetwork, type StreetNetwork, withClosedLines } from './street-network.ts';
import { walkFrom } from './walk.ts';
import { distanceAt } from './walk-distance.ts';

const line = (...points: Position[]): StreetLine => ({ points });

function metersBetween(network: StreetNetwork, from: Position, to: Position): number | undefined {
  return distanceAt(walkFrom(network, [from], Number.POSITIVE_INFINITY, 1), to)?.meters;
}

const total = ({ edges }: StreetNetwork): number => edges.reduce((sum, { lengthMeters }) => sum + lengthMeters, 0);

describe('lines become a network', () => {
  test('where they cross without a point there', () => {
    const network = buildStreetNetwork([line([-10, 0], [10, 0]), line([0, -10], [0, 10])]);
    expect(network.nodes).toHaveLength(5);
    expect(network.edges.map(({ lengthMeters }) => lengthMeters)).toEqual([10, 10, 10, 10]);
    expect(metersBetween(network, [-10, 0], [0, 10])).toBe(20);
  });

  test('where one ends at, just before or just behind another, within the tolerance and no farther', () => {
    const street = line([0, 0], [100, 0]);
    for (const end of [0, 0.4, -0.4]) {
      const network = buildStreetNetwork([street, line([50, 30], [50, end])]);
      expect(metersBetween(network, [0, 0], [50, 30])).toBeCloseTo(80, 0);
    }
    const apart = buildStreetNetwork([street, line([50, 30], [50, 0.6])]);
    expect(metersBetween(apart, [0, 0], [50, 30])).toBeUndefined();
    const loose = buildStreetNetwork([street, line([50, 30], [50, 0.6])], { toleranceMeters: 1 });
    expect(metersBetween(loose, [0, 0], [50, 30])).toBeCloseTo(79.4, 1);
  });

  test('where they cross themselves', () => {
    const network = buildStreetNetwork([line([0, 0], [10, 0], [10, 10], [5, 10], [5, -10])]);
    expect(metersBetween(network, [0, 0], [5, -10])).toBe(15);
  });

  test('once where they repeat, run back or lie partly on each other', () => {
    const network = buildStreetNetwork([
      line([0, 0], [60, 0]),
      line([60, 0], [0, 0]),
      line([20, 0], [80, 0], [40, 0]),
      line([50, 0.2], [55, 0.2]),
    ]);
    expect(total(network)).toBeCloseTo(80, 0);
    expect(metersBetween(network, [0, 0], [80, 0])).toBeCloseTo(80, 1);
    expect(network.edges.find(({ from, to }) => from === 0 || to === 0)?.lines).toEqual([0, 1]);
  });

  test('without lines that have no length, no points or no numbers in them', () => {
    const network = buildStreetNetwork([
      line(),
      line([3, 3]),
      line([5, 5], [5, 5], [5, 5]),
      line([0, 0], [Number.NaN, 5], [10, 0]),
      line([0, 0], [Number.POSITIVE_INFINITY, 0]),
      line([0, 0], [0, 0], [10, 0], [10, 0]),
    ]);
    expect(network.edges).toEqual([{ from: 0, to: 1, lengthMeters: 10, lines: [5] }]);
    const nothing = buildStreetNetwork([]);
    expect(nothing.edges).toEqual([]);
    expect(metersBetween(nothing, [0, 0], [0, 0])).toBeUndefined();
  });

  test('and bends that follow closely on each other do not run together', () => {
    const points = Array.from({ length: 301 }, (_, at): Position => [at / 3, 0]);
    const twice = buildStreetNetwork([{ points }, { points: points.map(([x]) => [x, 0.1]) }]);
    expect(metersBetween(twice, [0, 0], [100, 0])).toBeCloseTo(100, 0);
    expect(total(twice)).toBeCloseTo(100, 0);
  });
});

describe('bridges', () => {
  const road = line([0, 0], [100, 0]);
  const over = { ...line([50, 40], [50, 20], [50, 0], [50, -40]), level: 1 };

  test('do not meet what they pass over, even at a bend just above it', () => {
    const network = buildStreetNetwork([road, over]);
    expect(metersBetween(network, [0, 0], [50, 40])).toBeUndefined();
    expect(metersBetween(network, [50, -40], [50, 40])).toBe(80);
    const tunnel = { ...line([80, 9], [80, -9]), level: -1 };
    expect(metersBetween(buildStreetNetwork([road, tunnel]), [0, 0], [80, 9])).toBeUndefined();
  });

  test('land where they end, and meet each other', () => {
    const stairs = { ...line([50, 20], [90, 20], [90, 0]), level: 1 };
    const network = buildStreetNetwork([road, over, stairs]);
    expect(metersBetween(network, [0, 0], [50, 40])).toBe(90 + 20 + 40 + 20);
  });

  test('are not met by a lane that ends below them', () => {
    const network = buildStreetNetwork([line([0, 10], [50, 10]), over]);
    expect(metersBetween(network, [0, 10], [50, 40])).toBeUndefined();
  });
});

describe('closed lanes', () => {
  const lines = [line([0, 0], [100, 0]), line([100, 0], [100, 50]), line([0, 0], [0, 50], [100, 50])];

  test('are not walked, whether closed from the start or later, and open again', () => {
    const open = buildStreetNetwork(lines);
    expect(metersBetween(open, [0, 0], [100, 50])).toBe(150);
    const closed = withClosedLines(open, new Set([1]));
    expect(metersBetween(closed, [0, 0], [100, 0])).toBe(100);
    expect(metersBetween(closed, [100, 0], [100, 50])).toBe(250);
    const fromStart = buildStreetNetwork(lines.map((one, at) => ({ ...one, isClosed: at === 1 })));
    expect(metersBetween(fromStart, [100, 0], [100, 50])).toBe(250);
    expect(metersBetween(withClosedLines(closed, new Set()), [100, 0], [100, 50])).toBe(50);
  });

  test('cut off who lives on them, do not bar what crosses them, and stay open where an open one lies on them', () => {
    const closed = withClosedLines(buildStreetNetwork(lines), new Set([1]));
    expect(metersBetween(closed, [0, 0], [100, 25])).toBeUndefined();
    expect(metersBetween(closed, [100, 25], [0, 0])).toBeUndefined();
    const crossing = withClosedLines(
      buildStreetNetwork([lines[0], line([50, -9], [50, 9])].flatMap((one) => one ?? [])),
      new Set([1]),
    );
    expect(metersBetween(crossing, [0, 0], [100, 0])).toBe(100);
    const doubled = withClosedLines(buildStreetNetwork([...lines, line([100, 0], [100, 20])]), new Set([1]));
    expect(metersBetween(doubled, [0, 0], [100, 20])).toBe(120);
  });
});
