/** What is voted on: a proposal with its day and, when money is shared out, its price. */
export interface BallotOption {
  id: string;
  /** When it was proposed, in milliseconds since 1970; the earlier one wins a tie of an approval ballot. */
  proposedAt: number;
  costBaht: number;
}

/** What came of one option. */
export interface OptionResult {
  id: string;
  votes: number;
  isChosen: boolean;
}

/**
 * How many papers name each option. A paper counts once for an option however often it names it; options that are not
 * on the ballot count for nothing.
 */
export function countVotes(optionIds: readonly string[], papers: readonly (readonly string[])[]): Map<string, number> {
  const votes = new Map(optionIds.map((id) => [id, 0]));
  for (const paper of papers) {
    for (const id of new Set(paper)) {
      const before = votes.get(id);
      if (before !== undefined) votes.set(id, before + 1);
    }
  }
  return votes;
}

/**
 * Approval: the option with the most votes is chosen; of equals, the one proposed first, then the lower id. Nothing is
 * chosen when nobody voted for anything. Results come with the most votes first.
 */
export function decideByApproval(
  options: readonly BallotOption[],
  papers: readonly (readonly string[])[],
): OptionResult[] {
  const votes = countVotes(
    options.map((option) => option.id),
    papers,
  );
  const ranked = rank(options, votes, (a, b) => a.proposedAt - b.proposedAt);
  return ranked.map((option, place) => {
    const count = votes.get(option.id) ?? 0;
    return { id: option.id, votes: count, isChosen: place === 0 && count > 0 };
  });
}

/**
 * Budget: options are taken with the most votes first (of equals the cheaper, then the lower id) while money lasts;
 * one that no longer fits is passed over, and one that nobody wants is never taken. Results come in that order.
 */
export function decideByBudget(
  options: readonly BallotOption[],
  papers: readonly (readonly string[])[],
  budgetBaht: number,
): OptionResult[] {
  const votes = countVotes(
    options.map((option) => option.id),
    papers,
  );
  let leftBaht = budgetBaht;
  return rank(options, votes, (a, b) => a.costBaht - b.costBaht).map((option) => {
    const count = votes.get(option.id) ?? 0;
    const isChosen = count > 0 && option.costBaht <= leftBaht;
    if (isChosen) leftBaht -= option.costBaht;
    return { id: option.id, votes: count, isChosen };
  });
}

function rank(
  options: readonly BallotOption[],
  votes: ReadonlyMap<string, number>,
  breakTie: (a: BallotOption, b: BallotOption) => number,
): BallotOption[] {
  const count = (option: BallotOption): number => votes.get(option.id) ?? 0;
  return [...options].sort((a, b) => count(b) - count(a) || breakTie(a, b) || (a.id < b.id ? -1 : 1));
}
