import { describe, expect, test } from 'vitest';
import { listWantedVisits, visits } from '../a11y/visits/all.ts';
import { rows } from '../security/matrix/rows.ts';
import { listSideHandlers, listTargets, targetsOfSideHandlers } from '../security/matrix/targets.ts';

/** What is added to the portal is added to its proofs too: a route that is missing from one fails the check. */
describe('the permission matrix', () => {
  test('has a row for every page, file, procedure and tile layer, and none for what is not there', () => {
    expect([...new Set(rows.map(({ target }) => target))].sort()).toEqual(listTargets());
  });

  test('knows every handler that stands beside the pages', () => {
    expect(listSideHandlers().sort()).toEqual(Object.keys(targetsOfSideHandlers).sort());
    const targets = listTargets();
    for (const prefix of Object.values(targetsOfSideHandlers))
      expect(
        targets.some((target) => target.startsWith(prefix)),
        prefix,
      ).toBe(true);
  });
});

test('axe looks at every page, with content, empty and after a mistake', () => {
  const paid = new Set(visits.map(({ page, state }) => `${page} ${state}`));
  expect(listWantedVisits().filter((wanted) => !paid.has(wanted))).toEqual([]);
});

test('axe looks at no page that is not there', () => {
  const pages = new Set(listWantedVisits().map((wanted) => wanted.split(' ')[0]));
  expect(visits.map(({ page }) => page).filter((page) => !pages.has(page))).toEqual([]);
});
