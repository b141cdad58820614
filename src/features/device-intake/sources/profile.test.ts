import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readByProfile, refusalReasons, valueAt } from './profile.ts';
import { type Profile, profile as profileSchema } from './sources.schema.ts';

const kinds = new Set(['fire', 'quarrel', 'sos-press']);
const good = { id: 'A-1', kind: 'fire', place: { longitude: 100.5, latitude: 13.8 } };
const read = (message: unknown, profile: Profile = {}) => readByProfile(message, profile, kinds);

/** Names of fields, such as other systems have: Thai ones, odd ones, and those of objects. */
const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }).filter((text) => /^[^.\s]+$/.test(text) && !/^\d+$/.test(text)),
  fc.constantFrom('เหตุ', 'constructor', 'toString', 'hasOwnProperty', 'ID', 'lat-lon'),
);
const path = fc.array(name, { minLength: 1, maxLength: 4 });

/** An object that holds the value at the path, as JSON has it: every name is its own, whatever it is. */
function holding(names: readonly string[], value: unknown, around: object = {}): object {
  const [first = '', ...rest] = names;
  const inner = rest.length === 0 ? value : holding(rest, value);
  return JSON.parse(JSON.stringify({ ...around, [first]: inner }));
}

describe('a profile', () => {
  test('finds what stands at a path, wherever that is', () => {
    fc.assert(
      fc.property(path, fc.oneof(fc.string(), fc.integer(), fc.boolean()), (names, value) => {
        expect(valueAt(holding(names, value), names.join('.'))).toBe(value);
      }),
    );
  });

  test('finds nothing that a message does not have of its own', () => {
    for (const inherited of [
      'constructor',
      'toString',
      '__proto__.toString',
      'place.constructor.name',
      'kind.length.x',
    ])
      expect(valueAt(good, inherited)).toBeUndefined();
  });

  test('turns another system’s form into the same incident as ours', () => {
    const anything = fc.record({
      id: fc.string({ minLength: 1, maxLength: 150, unit: 'grapheme-ascii' }).filter((text) => text.trim() === text),
      word: fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' }).filter((text) => text.trim() === text),
      kind: fc.constantFrom(...kinds),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6),
      latitude: fc.double({ min: -90, max: 90, noNaN: true }).map((value) => Math.round(value * 1e6) / 1e6),
      seconds: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }),
      priority: fc.integer({ min: 1, max: 4 }),
      isText: fc.boolean(),
    });
    fc.assert(
      fc.property(anything, ({ id, word, kind, longitude, latitude, seconds, priority, isText }) => {
        // A word of its own that is one of ours already means what the profile says.
        fc.pre(word !== '__proto__');
        const plain = (value: number) => (Math.abs(value) < 1e-6 ? 0 : value);
        const [east, north] = [plain(longitude), plain(latitude)];
        const ours = { id, kind, place: { longitude: east, latitude: north }, priority, occurredAt: seconds };
        const theirs = {
          alarm: { no: id, type: word, when: isText ? String(seconds) : seconds * 1000 },
          geo: [isText ? String(north) : north, isText ? String(east) : east],
          level: `L${priority}`,
        };
        const fields = {
          ...{ id: 'alarm.no', kind: 'alarm.type', occurredAt: 'alarm.when', priority: 'level' },
          ...{ latitude: 'geo.0', longitude: 'geo.1' },
        };
        const profile = profileSchema.parse({
          fields,
          kinds: { [word]: kind },
          priorities: { l1: 1, l2: 2, l3: 3, l4: 4 },
        });
        expect(read(theirs, profile)).toEqual(read(ours));
        expect(read(ours)).toMatchObject({ told: { id, kind, priority } });
      }),
    );
  });

  test('never breaks on what it reads, and says why it cannot', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.dictionary(fc.constantFrom('id', 'kind', 'summary'), path), (message, paths) => {
        const fields = Object.fromEntries(Object.entries(paths).map(([key, names]) => [key, names.join('.')]));
        const result = read(message, { fields });
        expect('told' in result || refusalReasons.includes(result.reason)).toBe(true);
      }),
    );
  });

  test.each([
    [{ ...good, id: undefined }, 'no-id'],
    [{ ...good, id: ' ' }, 'no-id'],
    [{ ...good, id: 'x'.repeat(151) }, 'no-id'],
    [{ ...good, id: {} }, 'no-id'],
    [{ ...good, kind: 'FIRE!' }, 'unknown-kind'],
    [{ ...good, kind: 'constructor' }, 'unknown-kind'],
    [{ ...good, place: undefined }, 'no-place'],
    [{ ...good, place: { longitude: 181, latitude: 13 } }, 'no-place'],
    [{ ...good, place: { longitude: '100,5', latitude: 13 } }, 'no-place'],
    [{ ...good, occurredAt: 'yesterday' }, 'bad-time'],
    [{ ...good, priority: 5 }, 'bad-priority'],
    [{ ...good, priority: 'high' }, 'bad-priority'],
    [[], 'no-id'],
    [null, 'no-id'],
    ['fire', 'no-id'],
  ])('%j is refused: %s', (message, reason) => {
    expect(read(message)).toEqual({ reason });
  });

  test('takes what is enough, cuts a summary that is too long, and cleans what no database holds', () => {
    const told = read({ ...good, id: 17, summary: `a\u0000b${'x'.repeat(3000)}`, priority: '' });
    expect(told).toMatchObject({ told: { id: '17', priority: undefined, occurredAt: undefined } });
    if (!('told' in told)) return;
    expect(told.told.summary).toHaveLength(2000);
    expect(told.told.summary).toMatch(/^a b/);
  });

  test('is checked itself', () => {
    for (const wrong of [
      { field: {} },
      { fields: { id: 'a b' } },
      { fields: { id: 'a..b' } },
      { fields: { name: 'a' } },
      { kinds: { x: 'Fire' } },
      { priorities: { x: 5 } },
      [],
      null,
    ])
      expect(profileSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
  });
});
