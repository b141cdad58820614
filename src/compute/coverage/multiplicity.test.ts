import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ViewedCells } from './field.ts';
import { gridOver } from './grid.ts';
import { type ByCameras, multiplicityOf } from './multiplicity.ts';
import { type AttributedView, viewsFor } from './view-filter.ts';

const grid = gridOver([0, 0, 12, 2], 2);
const cells = Int32Array.of(0, 1, 2, 3, 4);
const weights = Float64Array.of(1, 2, 3, 4, 5, 100);
const ground = { grid, cells, weights };
const view = (probability: number, ...seen: number[]): ViewedCells => ({ cells: Int32Array.from(seen), probability });

describe('how many cameras see the ground', () => {
  test('is counted up to three and more, within the area only', () => {
    const { sure, expected } = multiplicityOf(ground, [
      view(1, 1, 2, 3, 4, 5),
      view(1, 2, 3, 4),
      view(1, 3, 4),
      view(1, 4),
    ]);
    expect(sure).toEqual({ squareMeters: [4, 4, 4, 8], weight: [1, 2, 3, 9] });
    expect(expected).toEqual(sure);
    expect(multiplicityOf(ground, []).sure).toEqual({ squareMeters: [20, 0, 0, 0], weight: [15, 0, 0, 0] });
    expect(multiplicityOf({ ...ground, cells: new Int32Array() }, [view(1, 0)]).sure.weight).toEqual([0, 0, 0, 0]);
  });

  test('is by chance where a camera is unknown, and unknown ones are never sure', () => {
    const { sure, expected } = multiplicityOf({ ...ground, cells: Int32Array.of(1) }, [view(0.5, 1), view(0.25, 1)]);
    expect(sure.weight).toEqual([2, 0, 0, 0]);
    expect(expected.weight).toEqual([0.75, 1, 0.25, 0]);
  });

  test('is what a count of all cases says', () => {
    const anyView = fc.record({
      cells: fc.subarray([0, 1, 2, 3, 4, 5]).map((seen) => Int32Array.from(seen)),
      probability: fc.constantFrom(0, 0.25, 0.5, 1),
    });
    fc.assert(
      fc.property(fc.array(anyView, { maxLength: 6 }), (views) => {
        const counted: ByCameras = [0, 0, 0, 0];
        for (const cell of cells) {
          for (let world = 0; world < 2 ** views.length; world++) {
            const shows = views.map((_, at) => ((world >> at) & 1) === 1);
            const chance = views.reduce(
              (all, { probability }, at) => all * (shows[at] ? probability : 1 - probability),
              1,
            );
            const count = views.filter((one, at) => shows[at] && one.cells.includes(cell)).length;
            counted[Math.min(3, count) as 0 | 1 | 2 | 3] += chance * (weights[cell] ?? 0);
          }
        }
        const { expected, sure } = multiplicityOf(ground, views);
        expected.weight.forEach((weight, at) => {
          expect(weight).toBeCloseTo(counted[at as 0 | 1 | 2 | 3], 9);
        });
        expect(sure.squareMeters.reduce((sum, one) => sum + one, 0)).toBe(20);
        expect(sure.weight[0]).toBeGreaterThanOrEqual(expected.weight[0] - 1e-9);
      }),
    );
  });
});

describe('which views count', () => {
  const plain: AttributedView = {
    ...view(1, 0, 1, 2),
    use: 'detect',
    ownerKind: 'business',
    hasInfrared: false,
    isLinked: true,
  };
  const views: AttributedView[] = [
    plain,
    { ...plain, use: 'identify', cells: Int32Array.of(0) },
    { ...plain, ownerKind: 'school', hasInfrared: true },
    { ...plain, ownerKind: 'temple', isLinked: false, probability: 0.5 },
  ];
  const isLit = Uint8Array.of(0, 1, 0, 0, 0, 0);
  const filter = { use: 'detect', time: 'day', sharing: 'linked' } as const;

  test('is said by use, by who owns the camera and by who shares it', () => {
    expect(viewsFor(views, filter, isLit)).toEqual([view(1, 0, 1, 2), view(1, 0, 1, 2)]);
    expect(viewsFor(views, { ...filter, sharing: 'all' }, isLit)).toHaveLength(3);
    expect(viewsFor(views, { ...filter, use: 'identify' }, isLit)).toEqual([view(1, 0)]);
    expect(viewsFor(views, { ...filter, ownerKinds: new Set(['school', 'temple']) }, isLit)).toHaveLength(1);
    expect(viewsFor(views, { ...filter, ownerKinds: new Set() }, isLit)).toEqual([]);
  });

  test('is cut at night to what lamps light, but not for infrared', () => {
    expect(viewsFor(views, { ...filter, time: 'night' }, isLit)).toEqual([view(1, 1), view(1, 0, 1, 2)]);
  });
});
