import type { Insertable } from 'kysely';
import type { Random } from '../../src/compute/random.ts';
import type { Event, JsonObject } from '../types.ts';

/** One thing that happened to a row of the demonstration. */
export interface Happening {
  type: string;
  at: Date;
  actorId?: string | null;
  payload?: JsonObject;
}

/** Events of one subject, as services append them. */
export function eventRows(
  random: Random,
  subject: { zoneId: string; subject: string; subjectId: string },
  happenings: readonly Happening[],
): Insertable<Event>[] {
  return happenings.map((happening) => ({
    id: random.id(happening.at),
    ...subject,
    type: happening.type,
    actorId: happening.actorId ?? null,
    occurredAt: happening.at,
    recordedAt: happening.at,
    payload: happening.payload ?? {},
  }));
}
