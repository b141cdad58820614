import { fill } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import { queueProps } from '../../incidents/ui/queue-props.ts';
import type { getCommandRoom } from '../command-room.service.ts';

/** What the room's island is given, from what the service returns. */
export function roomProps(room: Awaited<ReturnType<typeof getCommandRoom>>, locale: Locale, at: Date) {
  const { words: incidentWords, snapshot, kinds, zones, silentSources, now } = queueProps(room.queue, locale, at);
  const words = messagesFor(locale).commandRoom;
  const names = Object.values(zones).map(({ name }) => name);
  return {
    words,
    incidentWords,
    locale,
    now,
    snapshot,
    facts: {
      name: fill(words.roomName, { zone: names.join(' · ') }),
      isDemonstration: room.queue.zones.some((zone) => zone.isDemonstration),
      kinds,
      zones: Object.fromEntries(
        Object.entries(zones).map(([id, zone]) => [id, { ...zone, limits: room.limits.get(id) ?? {} }]),
      ),
      silentSources,
      bounds: room.bounds,
    },
  };
}
