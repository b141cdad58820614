import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createProjection } from './coordinate-systems.ts';
import { readDirections, readViews } from './directions.ts';
import { GeoJsonError, mapPositions, readGeoJson } from './geojson.ts';
import { parseWkt } from './wkt.ts';

describe('directions as written', () => {
  test.each([
    ['204', [204]],
    ['-45', [315]],
    ['360', [0]],
    ['45°', [45]],
    ['N', [0]],
    ['nnw', [337.5]],
    ['east', [90]],
    ['south-west', [225]],
    ['ตะวันออก', [90]],
    ['ทิศเหนือ', [0]],
    ['๙๐', [90]],
    ['30;120;170', [30, 120, 170]],
    ['280;0;120', [280, 0, 120]],
    ['null', []],
    ['', []],
    ['forward', []],
    ['1e9', []],
    ['99999', []],
  ])('%s', (written, headings) => expect(readDirections(written)).toEqual(headings));

  test.each([
    ['270-90', [[0, 180]]],
    ['0-360', [[180, 360]]],
    ['350 – 10', [[0, 20]]],
    ['๓๐-๙๐°', [[60, 60]]],
    ['30;120;170', [[30], [120], [170]]],
    ['30;null;90-180', [[30], undefined, [135, 90]]],
    ['-45', [[315]]],
    ['90-90', [undefined]],
    ['0-400', [undefined]],
    ['', [undefined]],
    [' ; ', [undefined]],
  ])('views of %s', (written, views) => {
    const found = readViews(written).map(
      (view) => view && [view.headingDegrees, ...(view.spanDegrees === undefined ? [] : [view.spanDegrees])],
    );
    expect(found).toEqual(views);
  });

  test('any text is at least one camera and at most a hundred, each within the circle', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('270-90', '30', 'N'))), (parts) => {
        const views = readViews(parts.join(';'));
        const isSound = (view: (typeof views)[number]) =>
          view === undefined ||
          (view.headingDegrees >= 0 &&
            view.headingDegrees < 360 &&
            (view.spanDegrees ?? 1) > 0 &&
            (view.spanDegrees ?? 1) <= 360);
        return views.length >= 1 && views.length <= 100 && views.every(isSound);
      }),
    );
  });

  test('never leave the circle', () => {
    fc.assert(
      fc.property(fc.string(), (text) => readDirections(text).every((heading) => heading >= 0 && heading < 360)),
    );
  });
});

describe('coordinate systems', () => {
  test('the Thai ones', () => {
    // 100.5 E 13.75 N; the two datums lie some 300 m apart.
    const wgs = createProjection('EPSG:32647')?.(662_185.2, 1_520_620.7);
    expect(wgs?.[0]).toBeCloseTo(100.5, 3);
    expect(wgs?.[1]).toBeCloseTo(13.75, 3);
    const indian = createProjection('24047')?.(662_185.2, 1_520_620.7);
    expect(Math.abs((indian?.[1] ?? 0) - (wgs?.[1] ?? 0))).toBeGreaterThan(0.001);
  });
  test('proj4 text, and what is unknown', () => {
    expect(createProjection('+proj=utm +zone=10 +datum=NAD83')?.(550_000, 4_150_000)?.[0]).toBeCloseTo(-122.43, 1);
    expect(createProjection('EPSG:999999')).toBeUndefined();
    expect(createProjection('+proj=nonsense')).toBeUndefined();
  });
  test('swapped or impossible coordinates are no place', () => {
    const project = createProjection('4326');
    expect(project?.(14.02, 100.27)).toBeUndefined();
    expect(project?.(Number.NaN, 1)).toBeUndefined();
  });
});

describe('WKT', () => {
  test.each([
    ['POINT(100.27 14.02)', { type: 'Point', coordinates: [100.27, 14.02] }],
    [
      'SRID=4326;LINESTRING (0 0, 1 1 5)',
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
    ],
    [
      'POLYGON((0 0,1 0,1 1,0 0))',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      },
    ],
    [
      'MULTIPOLYGON(((0 0,1 0,1 1,0 0)))',
      {
        type: 'MultiPolygon',
        coordinates: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
      },
    ],
  ])('%s', (text, geometry) => expect(parseWkt(text)).toEqual(geometry));
  test.each(['', 'POINT', 'POINT()', 'POLYGON(0 0)', 'CIRCLE(1 1)', 'POINT(1 2', 'LINESTRING((0 0,1 1))'])(
    '%s is none',
    (text) => expect(parseWkt(text)).toBeUndefined(),
  );
});

describe('GeoJSON', () => {
  test('names its system, and its positions can be changed', () => {
    const file = readGeoJson(
      '{"type":"FeatureCollection","crs":{"properties":{"name":"urn:ogc:def:crs:EPSG::32647"}},"features":[{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}}, 7]}',
    );
    expect(file.system).toBe('urn:ogc:def:crs:EPSG::32647');
    expect(createProjection(file.system ?? '')).toBeDefined();
    expect(file.features).toHaveLength(1);
    const geometry = file.features[0]?.geometry;
    expect(geometry && mapPositions(geometry, ([x = 0, y = 0]) => [y, x])).toEqual({
      type: 'Point',
      coordinates: [2, 1],
    });
  });
  test('half a file is an error', () => expect(() => readGeoJson('{"type":"FeatureColl')).toThrow(GeoJsonError));
});
