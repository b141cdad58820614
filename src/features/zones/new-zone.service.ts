import type { Database } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { messagesFor } from '../../i18n/messages.ts';
import { requireAdministrator, type Viewer } from '../../server/access.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import {
  ensureNationalUnit,
  findZoneBySlug,
  insertStation,
  insertZoneAroundImport,
  listTrackingPrefixes,
} from './new-zone.queries.ts';

const nationalUnit = {
  nameTh: messagesFor('th').imports.nationalUnit,
  nameEn: messagesFor('en').imports.nationalUnit,
};

/** A zone as an import needs it. */
export interface ZoneReference {
  id: string;
  slug: string;
  timeZone: string;
}

/** The zone of a slug, for administrators; undefined when there is none. */
export function getZoneBySlug(context: { database: Database; viewer: Viewer }, slug: string) {
  requireAdministrator(context.viewer);
  return findZoneBySlug(context.database, slug);
}

/**
 * The zone named so, made around the import's staged rows when there is none yet: importing a second file into it must
 * not make a second zone.
 */
export function ensureZoneAroundImport(
  context: { database: Database; viewer: Viewer; now: Date },
  zone: { runId: string; name: string; timeZone: string },
): Promise<ZoneReference> {
  requireAdministrator(context.viewer);
  return inTransaction(context.database, async (transaction) => {
    const slug = slugOf(zone.name);
    const found = await findZoneBySlug(transaction, slug);
    if (found) return found;
    const stationId = await insertStation(transaction, await ensureNationalUnit(transaction, nationalUnit), zone.name);
    const trackingPrefix = freePrefix(slug, await listTrackingPrefixes(transaction));
    const made = { ...zone, id: newId(), slug, stationId, trackingPrefix, createdAt: context.now };
    await insertZoneAroundImport(transaction, made);
    await appendEvent(transaction, {
      zoneId: made.id,
      subject: 'zone',
      subjectId: made.id,
      type: 'made-for-import',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { slug },
    });
    return made;
  });
}

/** A name as it stands in an address: lower-case Latin letters and digits; a name that has none gets a number. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  if (slug !== '') return slug;
  const sum = [...name].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 100_000, 7);
  return `zone-${sum}`;
}

/** Two to four letters for tracking numbers that no zone has yet: the name's own when they are free. */
function freePrefix(slug: string, taken: ReadonlySet<string>): string {
  const letters = slug.toUpperCase().replace(/[^A-Z]/g, '') || 'Z';
  const initials = slug
    .split('-')
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('')
    .replace(/[^A-Z]/g, '');
  for (const wish of [initials.slice(0, 3), letters.slice(0, 2), letters.slice(0, 3), letters.slice(0, 4)]) {
    if (wish.length >= 2 && !taken.has(wish)) return wish;
  }
  for (let number = 0; ; number += 1) {
    const prefix = [number / 676, number / 26, number]
      .map((part) => String.fromCharCode(65 + (Math.floor(part) % 26)))
      .join('');
    if (!taken.has(`Z${prefix}`)) return `Z${prefix}`;
  }
}
