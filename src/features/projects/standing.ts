/** How many neighbours make a project confirmed, and how long they are waited for. */
export const neighboursNeeded = 3;
const waitingDays = 30;

/** Whether neighbours say that the place is better. */
export interface Standing {
  /** `not-yet`: the work is not done. `waiting`: up to 30 days after it. `unconfirmed`: 30 days and not enough. */
  state: 'not-yet' | 'waiting' | 'confirmed' | 'unconfirmed';
  better: number;
  notBetter: number;
  /** Until when neighbours are waited for. */
  waitsUntil: Date | null;
}

/** What neighbours' answers come to, at a moment. */
export function standingOf(answers: readonly { isBetter: boolean }[], doneAt: Date | null, now: Date): Standing {
  const better = answers.filter((answer) => answer.isBetter).length;
  const counts = { better, notBetter: answers.length - better };
  if (!doneAt) return { state: 'not-yet', ...counts, waitsUntil: null };
  const waitsUntil = new Date(doneAt.getTime() + waitingDays * 86_400_000);
  if (better >= neighboursNeeded) return { state: 'confirmed', ...counts, waitsUntil };
  return { state: now < waitsUntil ? 'waiting' : 'unconfirmed', ...counts, waitsUntil };
}
