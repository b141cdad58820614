import { expect, test } from 'vitest';
import type { Position } from '../geometry/position.ts';
import { buildStreetNetwork } from '../network/street-network.ts';
import { walkFrom } from '../network/walk.ts';
import { openGround } from './area-cover.ts';
import { walkCover } from './walk-cover.ts';

const street: Position[] = [
  [0, 0],
  [400, 0],
];
const strip: Position[] = [
  [0, 0],
  [400, 0],
  [400, 1],
  [0, 1],
];
const ground = openGround([[strip]], []);
const network = buildStreetNetwork([{ points: street }]);

test('a strip along a straight street is reached as the metres along it say', () => {
  const cover = walkCover(ground, walkFrom(network, [[0, 0]], 1000));
  const [one, two, three] = cover.withinMinutes;
  expect(one).toBeCloseTo(80 / 400, 2);
  expect(two).toBeCloseTo(160 / 400, 2);
  expect(three).toBeCloseTo(240 / 400, 2);
  expect(cover.halfMeters).toBeGreaterThan(194);
  expect(cover.halfMeters).toBeLessThan(204);
  expect(cover.nineInTenMeters).toBeGreaterThan(353);
  expect(cover.nineInTenMeters).toBeLessThan(363);
});

test('what the walk does not reach is beyond every distance', () => {
  const short = walkCover(ground, walkFrom(network, [[0, 0]], 300));
  expect(short.halfMeters).toBeDefined();
  expect(short.nineInTenMeters).toBeUndefined();
  const none = walkCover(ground, walkFrom(network, [], 300));
  expect(none).toEqual({ withinMinutes: [0, 0, 0], halfMeters: undefined, nineInTenMeters: undefined });
});
