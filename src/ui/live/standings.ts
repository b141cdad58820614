import type { LiveIncident, LiveMessage, Standings } from './types.ts';

const letters = { officer: 'o', commander: 'c', public: 'p' } as const;
const nowhere = '-';

/** An event id (`o12.p4`) as standings of its zones, which are in the same order. */
export function readEventId(zoneIds: readonly string[], eventId: string): Standings {
  const parts = eventId.split('.');
  return Object.fromEntries(zoneIds.map((zoneId, place) => [zoneId, parts[place] ?? nowhere]));
}

/** The standings as the event id of these zones. */
export function writeEventId(zoneIds: readonly string[], standings: Standings): string {
  return zoneIds.map((zoneId) => standings[zoneId] ?? nowhere).join('.');
}

export type Step = { kind: 'next'; standings: Standings } | { kind: 'known' } | { kind: 'lost' };

/**
 * What a message means to a reader: the next thing, something it knows, or a sign that it lost something, because it
 * had not reached what came before or is told as another audience.
 */
export function stepTo(standings: Standings, message: Exclude<LiveMessage, { type: 'reset' }>): Step {
  const { audience } = told(message);
  const letter = letters[audience];
  const next = { kind: 'next', standings: { ...standings, [message.zoneId]: `${letter}${message.position}` } } as const;
  const own = standings[message.zoneId] ?? nowhere;
  if (own === nowhere) return next;
  if (own[0] !== letter) return { kind: 'lost' };
  const position = Number(own.slice(1));
  if (message.position <= position) return { kind: 'known' };
  return message.after > position ? { kind: 'lost' } : next;
}

function told(message: Exclude<LiveMessage, { type: 'reset' }>): Pick<LiveIncident, 'audience'> {
  if (message.type === 'incident') return message.incident;
  if (message.type === 'alert') return message.alert;
  return message.type === 'sources' ? message.sources : message.coverage;
}

/** For each zone the standing that is furthest behind; of different audiences the later one counts, being newer. */
export function furthestBehind(all: readonly Standings[]): Standings {
  const behind: Record<string, string> = {};
  for (const standings of all) {
    for (const [zoneId, own] of Object.entries(standings)) {
      const known = behind[zoneId];
      const isBehind =
        known === undefined || known === nowhere || (own[0] !== known[0] ? own !== nowhere : isBefore(own, known));
      if (isBehind) behind[zoneId] = own;
    }
  }
  return behind;
}

/** Whether a stream that stands at `reached` still tells everything that a reader at `wanted` needs. */
export function covers(reached: Standings, wanted: Standings): boolean {
  return Object.entries(wanted).every(([zoneId, own]) => {
    const at = reached[zoneId];
    if (at === undefined) return false;
    if (own === nowhere) return true;
    return own[0] === at[0] && !isBefore(own, at);
  });
}

function isBefore(a: string, b: string): boolean {
  return Number(a.slice(1)) < Number(b.slice(1));
}
