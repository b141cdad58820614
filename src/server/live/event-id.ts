import type { Audience } from './audience.ts';

const letters: Record<Audience, string> = { officer: 'o', commander: 'c', public: 'p' };

/** Where a reader stands in one stream; null when it has not read any of it. */
export type Standing = { audience: Audience; position: number } | null;

/**
 * The id of an event for a reader of several zones: where it stands in each, in the order of the zones that it asked
 * for, such as `o12.p4`.
 */
export function encodeEventId(standings: readonly { audience: Audience; position: number }[]): string {
  return standings.map(({ audience, position }) => `${letters[audience]}${position}`).join('.');
}

/** The standings that an id stands for, `-` being none; undefined when it is not one of ours. */
export function decodeEventId(id: string): Standing[] | undefined {
  const standings: Standing[] = [];
  for (const part of id.split('.')) {
    if (part === '-') {
      standings.push(null);
      continue;
    }
    const [, letter, digits] = /^([ocp])(\d{1,15})$/.exec(part) ?? [];
    if (!letter || !digits) return undefined;
    standings.push({ audience: audienceOfLetter(letter), position: Number(digits) });
  }
  return standings;
}

function audienceOfLetter(letter: string): Audience {
  if (letter === 'o') return 'officer';
  return letter === 'c' ? 'commander' : 'public';
}
