import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BallotOption, countVotes, decideByApproval, decideByBudget } from './count.ts';

const option = (id: string, proposedAt: number, costBaht: number): BallotOption => ({ id, proposedAt, costBaht });

const options = fc.uniqueArray(
  fc.record({ id: fc.uuid(), proposedAt: fc.integer({ min: 0, max: 3 }), costBaht: fc.integer({ min: 0, max: 9 }) }),
  { selector: (each) => each.id, minLength: 1, maxLength: 8 },
);
const elections = options.chain((all) =>
  fc.record({
    all: fc.constant(all),
    papers: fc.array(fc.subarray(all.map((each) => each.id)), { maxLength: 30 }),
    budgetBaht: fc.integer({ min: 1, max: 40 }),
  }),
);

describe('approval', () => {
  test('the earlier proposal wins a tie', () => {
    const results = decideByApproval([option('b', 2, 0), option('a', 1, 0)], [['a'], ['b']]);
    expect(results).toEqual([
      { id: 'a', votes: 1, isChosen: true },
      { id: 'b', votes: 1, isChosen: false },
    ]);
  });

  test('nobody voted, nothing is chosen', () => {
    expect(decideByApproval([option('a', 1, 0)], []).some((result) => result.isChosen)).toBe(false);
  });

  test('the chosen one has the most votes, and every paper counts', () => {
    fc.assert(
      fc.property(elections, ({ all, papers }) => {
        const results = decideByApproval(all, papers);
        expect(results.map((result) => result.id).sort()).toEqual(all.map((each) => each.id).sort());
        const total = papers.reduce((sum, paper) => sum + paper.length, 0);
        expect(results.reduce((sum, result) => sum + result.votes, 0)).toBe(total);
        const chosen = results.filter((result) => result.isChosen);
        expect(chosen.length).toBe(total > 0 ? 1 : 0);
        for (const result of results) expect(chosen.every((winner) => winner.votes >= result.votes)).toBe(true);
      }),
    );
  });
});

describe('budget', () => {
  test('a tie goes to the cheaper, then to the lower id', () => {
    const papers = [['a', 'b', 'c']];
    const results = decideByBudget([option('c', 1, 5), option('b', 1, 5), option('a', 1, 9)], papers, 10);
    expect(results.map((result) => [result.id, result.isChosen])).toEqual([
      ['b', true],
      ['c', true],
      ['a', false],
    ]);
  });

  test('what does not fit is passed over, and what follows may still fit', () => {
    const papers = [['a', 'b', 'c'], ['a', 'b'], ['a']];
    const results = decideByBudget([option('a', 1, 6), option('b', 1, 5), option('c', 1, 4)], papers, 10);
    expect(results.filter((result) => result.isChosen).map((result) => result.id)).toEqual(['a', 'c']);
  });

  test('never spends more than there is, and leaves out nothing wanted that would fit', () => {
    fc.assert(
      fc.property(elections, ({ all, papers, budgetBaht }) => {
        const cost = new Map(all.map((each) => [each.id, each.costBaht]));
        const results = decideByBudget(all, papers, budgetBaht);
        const spent = results.reduce((sum, each) => sum + (each.isChosen ? (cost.get(each.id) ?? 0) : 0), 0);
        expect(spent).toBeLessThanOrEqual(budgetBaht);
        for (const each of results) {
          if (each.isChosen) expect(each.votes).toBeGreaterThan(0);
          else expect(each.votes === 0 || (cost.get(each.id) ?? 0) > budgetBaht - spent).toBe(true);
        }
      }),
    );
  });
});

test('neither the order of the papers nor that of the options changes anything', () => {
  fc.assert(
    fc.property(elections, ({ all, papers, budgetBaht }) => {
      const turned = [...all].reverse();
      const shuffled = [...papers].reverse();
      expect(decideByApproval(turned, shuffled)).toEqual(decideByApproval(all, papers));
      expect(decideByBudget(turned, shuffled, budgetBaht)).toEqual(decideByBudget(all, papers, budgetBaht));
    }),
  );
});

test('a paper that names an option twice, or one that is not there, counts once and for nothing', () => {
  expect([...countVotes(['a'], [['a', 'a', 'z']])]).toEqual([['a', 1]]);
});
