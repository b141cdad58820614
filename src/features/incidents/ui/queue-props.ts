import { localName } from '../../../i18n/format.ts';
import type { Locale } from '../../../i18n/locale.ts';
import { messagesFor } from '../../../i18n/messages.ts';
import type { LiveSnapshot } from '../../../ui/live/live-incidents.ts';

interface Names {
  nameTh: string;
  nameEn: string;
}

/** What the queue's island is given, from what the service returns. */
export function queueProps(
  queue: Omit<LiveSnapshot, 'zoneIds'> & {
    zones: (Names & { id: string; timeZone: string })[];
    kinds: (Names & { code: string })[];
    silentSources: { id: string; name: string; silentSince: Date }[];
  },
  locale: Locale,
  now: Date,
) {
  const { zones, kinds, incidents, silentSources, eventId } = queue;
  return {
    words: messagesFor(locale).incidents,
    locale,
    now: now.toISOString(),
    snapshot: { zoneIds: zones.map((zone) => zone.id), eventId, incidents },
    silentSources: silentSources.map((source) => ({ ...source, silentSince: source.silentSince.toISOString() })),
    kinds: Object.fromEntries(kinds.map((kind) => [kind.code, localName(kind, locale)])),
    zones: Object.fromEntries(
      zones.map((zone) => [zone.id, { name: localName(zone, locale), timeZone: zone.timeZone }]),
    ),
  };
}
