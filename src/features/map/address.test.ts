import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layerNames } from '../../ui/map/layer-names.ts';
import { isHourWithin, type MapAddress, readAddress, writeAddress } from './address.ts';
import { purposes, scopes } from './cover-filter.ts';

const read = (address: string): MapAddress => readAddress(new URL(address, 'http://localhost/map'));

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, number]) => `${year}-${String(number).padStart(2, '0')}`);

const hour = fc.integer({ min: 0, max: 23 });

const address: fc.Arbitrary<MapAddress> = fc.record({
  zone: fc.constantFrom('', 'ban-suksan', 'nong-yai'),
  layers: fc.uniqueArray(fc.constantFrom(...layerNames)).map((names) => new Set(names)),
  filters: fc.record({
    kinds: fc.uniqueArray(fc.constantFrom('burglary', 'theft', 'vehicle-theft')).map((kinds) => kinds.sort()),
    from: fc.oneof(fc.constant(''), month),
    to: fc.oneof(fc.constant(''), month),
    hours: fc.option(fc.tuple(hour, hour).filter(([from, to]) => from !== to)),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })).map((days) => days.sort()),
  }),
  cover: fc.record({ purpose: fc.constantFrom(...purposes), scope: fc.constantFrom(...scopes) }),
  selected: fc.option(fc.record({ layer: fc.constantFrom(...layerNames), id: fc.uuid() })),
  view: fc.option(
    fc.record({
      center: fc.tuple(
        fc.integer({ min: -18_000_000, max: 18_000_000 }).map((value) => value / 1e5),
        fc.integer({ min: -8_500_000, max: 8_500_000 }).map((value) => value / 1e5),
      ),
      zoom: fc.integer({ min: 0, max: 1950 }).map((value) => value / 100),
    }),
  ),
});

describe('the address of the map', () => {
  test('reads back as it was written', () => {
    fc.assert(
      fc.property(address, (state) => {
        expect(read(writeAddress(state))).toEqual(state);
      }),
    );
  });

  test('never fails, whatever somebody typed', () => {
    fc.assert(
      fc.property(fc.webQueryParameters(), fc.webFragments(), (query, hash) => {
        read(`?${query}#${hash}`);
      }),
    );
  });

  test('is understood from a form without JavaScript', () => {
    const { layers, filters } = read('?layers=reports&layers=incidents&kinds=theft&hour-from=22&hour-to=3&weekdays=6');
    expect([...layers]).toEqual(['reports', 'incidents']);
    expect(filters).toMatchObject({ kinds: ['theft'], hours: [22, 3], weekdays: [6] });
  });

  test('leaves out what makes no sense', () => {
    const state = read('?hours=30-99&weekdays=0,9,x&from=2026-13&selected=nothing:1&zone=../etc#map=99/91/0');
    expect(state).toMatchObject({
      zone: '',
      selected: null,
      view: null,
      filters: { hours: null, weekdays: [], from: '' },
    });
  });
});

test('hours go over midnight', () => {
  const evening = [20, 4] as const;
  expect([19, 20, 23, 0, 3, 4].map((at) => isHourWithin(at, evening))).toEqual([false, true, true, true, true, false]);
  expect(isHourWithin(12, null)).toBe(true);
});
