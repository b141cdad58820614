import { fill } from '../../../i18n/format.ts';
import type { Messages } from '../../../i18n/th.ts';

/** How long a ballot stays open, as people say it: "4 days left". */
export function timeLeft(words: Messages['ballots'], closesAt: Date, now: Date): string {
  const hours = (closesAt.getTime() - now.getTime()) / 3_600_000;
  if (hours >= 48) return fill(words.daysLeft, { count: Math.floor(hours / 24) });
  return hours >= 1 ? fill(words.hoursLeft, { count: Math.floor(hours) }) : words.minutesLeft;
}

/** A message by a key that is put together; the key itself when there is no such message. */
export function wordFor(words: Record<string, string>, key: string): string {
  return words[key] ?? key;
}
