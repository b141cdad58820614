import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundsOfShape, readShape, writeShape } from './area-input.ts';

const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map((value) => value / 1e6);
const corner = fc.tuple(degrees(180), degrees(85));
const ring = fc.array(corner, { minLength: 3, maxLength: 20 }).map((corners) => [...corners, ...corners.slice(0, 1)]);

test('what was drawn is read back as it was, whatever it is wrapped in', () => {
  fc.assert(
    fc.property(ring, (corners) => {
      const text = writeShape(corners);
      const shape = readShape(text);
      expect(shape).toEqual({ type: 'Polygon', coordinates: [corners] });
      const feature = { type: 'Feature', properties: {}, geometry: shape };
      expect(readShape(JSON.stringify(feature))).toEqual(shape);
      expect(readShape(JSON.stringify({ type: 'FeatureCollection', features: [feature] }))).toEqual(shape);
      const [west, south, east, north] = shape ? boundsOfShape(shape) : [0, 0, 0, 0];
      expect(corners.every(([x, y]) => x >= west && x <= east && y >= south && y <= north)).toBe(true);
    }),
  );
});

test('what is no area is none, and never fails', () => {
  for (const text of [
    '',
    'x',
    'null',
    '[]',
    '{"type":"Point","coordinates":[1,2]}',
    '{"type":"Polygon","coordinates":[[]]}',
  ])
    expect(readShape(text), text).toBeNull();
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(() => readShape(text)).not.toThrow();
    }),
  );
  expect(readShape('{"type":"Polygon","coordinates":[[[1,2],[2,"3"],[3,1],[1,2]]]}')).toBeNull();
});
