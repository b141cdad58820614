import { VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import type { Position } from '../compute/geometry/position.ts';
import { doubledArea } from '../compute/geometry/ring.ts';
import { encodeTile, type TileFeature } from './mvt.ts';

const options = { buffer: 64, place: (position: Position) => position };

function decode(features: TileFeature[]) {
  const bytes = encodeTile('test', features, options);
  const layer = new VectorTile(new PbfReader(bytes)).layers.test;
  return Array.from({ length: layer?.length ?? 0 }, (_, at) => {
    const feature = layer?.feature(at);
    return {
      type: feature?.type,
      properties: feature?.properties,
      parts: feature?.loadGeometry().map((part) => part.map(({ x, y }) => [x, y])),
    };
  });
}

const value = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const properties = fc.dictionary(fc.stringMatching(/^[a-z_]{1,8}$/), value, { maxKeys: 4 });

test('points and their properties come back as they went in', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 4096 }), fc.integer({ min: 0, max: 4096 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(point, properties), { minLength: 1, maxLength: 20 }), (things) => {
      const decoded = decode(
        things.map(([coordinates, properties]) => ({ properties, geometry: { type: 'Point', coordinates } })),
      );
      expect(decoded.map((feature) => feature.parts)).toEqual(things.map(([coordinates]) => [[coordinates]]));
      for (const [at, [, expected]] of things.entries()) {
        const plain = Object.fromEntries(Object.entries(expected).map(([key, of]) => [key, of === 0 ? 0 : of]));
        expect(decoded[at]?.properties).toEqual(plain);
      }
    }),
  );
});

test.each([0.5, -2.5, 2 ** 51 + 0.5, 2 ** 52, -(2 ** 52) - 1, Number.MAX_SAFE_INTEGER])(
  '%d is written exactly',
  (value) => {
    const [feature] = decode([{ properties: { value }, geometry: { type: 'Point', coordinates: [0, 0] } }]);
    expect(feature?.properties).toEqual({ value });
  },
);

test('whatever is drawn stays within the tile and its buffer', () => {
  const anywhere = fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }));
  fc.assert(
    fc.property(fc.array(anywhere, { minLength: 3, maxLength: 12 }), (line) => {
      const ring = [...line, line[0] ?? [0, 0]];
      const decoded = decode([
        { properties: {}, geometry: { type: 'LineString', coordinates: line } },
        { properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } },
        { properties: {}, geometry: { type: 'MultiPoint', coordinates: line } },
      ]);
      for (const coordinate of decoded.flatMap((feature) => feature.parts?.flat(2) ?? [])) {
        expect(coordinate).toBeGreaterThanOrEqual(-64);
        expect(coordinate).toBeLessThanOrEqual(4096 + 64);
      }
    }),
  );
});

test('outer rings run clockwise and holes the other way, however they came', () => {
  const square = (from: number, to: number): Position[] => [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
    [from, from],
  ];
  for (const turn of [(ring: Position[]) => ring, (ring: Position[]) => [...ring].reverse()]) {
    const rings = [turn(square(100, 900)), turn(square(300, 500))].map((ring) => ring.map(([x, y]) => [x, y]));
    const [feature] = decode([{ properties: {}, geometry: { type: 'Polygon', coordinates: rings } }]);
    const areas = feature?.parts?.map((part) => doubledArea(part.map(([x = 0, y = 0]): Position => [x, y])));
    expect(areas).toEqual([2 * 800 * 800, -2 * 200 * 200]);
  }
});

test('a line that leaves and comes back is two parts', () => {
  const line = [
    [100, 100],
    [100, -500],
    [200, -500],
    [200, 100],
  ];
  const [feature] = decode([{ properties: {}, geometry: { type: 'LineString', coordinates: line } }]);
  expect(feature?.parts).toEqual([
    [
      [100, 100],
      [100, -64],
    ],
    [
      [200, -64],
      [200, 100],
    ],
  ]);
});

test('nothing to draw is an empty tile', () => {
  expect(encodeTile('test', [], options)).toHaveLength(0);
  const outside: TileFeature = { properties: {}, geometry: { type: 'Point', coordinates: [9000, 0] } };
  expect(encodeTile('test', [outside], options)).toHaveLength(0);
});
