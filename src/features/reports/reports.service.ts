import { inTransaction } from '../../../db/client/transaction.ts';
import type { Locale } from '../../i18n/locale.ts';
import { requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { insertPhoto } from '../../server/files.queries.ts';
import { hashSecret, newId } from '../../server/identifiers.ts';
import type { Photo } from '../../server/photos.ts';
import { locate, type ReportPlace } from './places.service.ts';
import { followSecretOf, storedKey } from './report-keys.ts';
import { isSensitive } from './reports.categories.ts';
import { listTwins } from './reports.queries.ts';
import type { ReportForm } from './reports.schema.ts';
import {
  findByKey,
  insertReport,
  insertReportPhoto,
  lockZone,
  saveContact,
  takeTrackingNumber,
} from './reports.write.queries.ts';

/** A report of the same category this near is offered first. */
const twinMeters = 100;
/** How long whom to tell is kept. The privacy notice beside the field names it. */
export const contactDays = 365;

export type Twin = Awaited<ReturnType<typeof listTwins>>[number];

export type FilingResult =
  | { kind: 'filed'; trackingNumber: string; secret: string; isSensitive: boolean }
  | { kind: 'twins'; twins: Twin[] }
  | { kind: 'mistakes'; mistakes: Record<string, string> };

/**
 * Files a report, for anybody. The same key sent twice is one report. Answers with what to mend, or with the reports of
 * the same thing nearby unless the reporter has said that this is another.
 */
export async function fileReport(
  context: Context,
  input: { form: ReportForm; photo: Photo | undefined; locale: Locale },
): Promise<FilingResult> {
  const { form } = input;
  const known = await findByKey(context.database, storedKey(form.key));
  if (known) return filed(known, form);
  const place = await locate(context, form);
  if ('mistakes' in place) return { kind: 'mistakes', mistakes: place.mistakes };
  requireFilingFor(context, form, place);
  const addressedTo = addresseeOf(form, place);
  if (addressedTo === undefined) return { kind: 'mistakes', mistakes: { addressee: 'mistakeAddressee' } };
  return inTransaction(context.database, async (transaction) => {
    const inside = { ...context, database: transaction };
    // A phone that lost the answer sends again while the first sending may still be under way: the second waits here for
    // the first, and is then the same report, not its own twin.
    await lockZone(transaction, place.zone.id);
    const first = await findByKey(transaction, storedKey(form.key));
    if (first) return filed(first, form);
    if (!isSensitive(form.category) && !form.isNotTwin) {
      const twins = await listTwins(transaction, form.category, place.point, twinMeters);
      if (twins.length > 0) return { kind: 'twins', twins };
    }
    return filed(await insertFiled(inside, { ...input, place, addressedTo }), form);
  });
}

function filed(report: { trackingNumber: string; isSensitive: boolean }, form: ReportForm): FilingResult {
  const { trackingNumber } = report;
  return { kind: 'filed', trackingNumber, secret: followSecretOf(form.key), isSensitive: report.isSensitive };
}

/** Who files for somebody does so for an organisation of their own, in its territory. */
function requireFilingFor(context: Context, form: ReportForm, place: ReportPlace): void {
  if (!form.organisationId) return;
  requireMay(context.viewer, 'report.file-for-somebody', place.zone.id);
  if (!context.viewer.organisationIds.includes(form.organisationId)) notFound();
}

/** The unit that a sensitive report goes to; null for an ordinary one, undefined when the reporter has to choose. */
function addresseeOf(form: ReportForm, { zone }: ReportPlace): string | null | undefined {
  if (!isSensitive(form.category)) return null;
  if (form.category === 'police' || form.addressee === 'above') return zone.unitAboveId ?? undefined;
  return form.addressee === 'station' ? zone.stationId : undefined;
}

async function insertFiled(
  context: Context & { database: Parameters<Parameters<typeof inTransaction>[1]>[0] },
  input: {
    form: ReportForm;
    photo: Photo | undefined;
    locale: Locale;
    place: ReportPlace;
    addressedTo: string | null;
  },
): Promise<{ id: string; trackingNumber: string; isSensitive: boolean }> {
  const { database, now, viewer } = context;
  const { form, place, photo } = input;
  const id = newId();
  const zoneId = place.zone.id;
  const trackingNumber = await takeTrackingNumber(database, zoneId);
  const organisationId = form.organisationId ?? null;
  await insertReport(database, {
    id,
    zoneId,
    trackingNumber,
    followHash: hashSecret(followSecretOf(form.key)),
    idempotencyKey: storedKey(form.key),
    category: form.category,
    addressedTo: input.addressedTo,
    place: place.point,
    placeName: place.name,
    isPublicPlace: !form.isPrivatePlace,
    words: form.words,
    accountId: viewer.account?.id ?? null,
    filedByOrganisationId: organisationId,
    createdAt: now,
    changedAt: now,
  });
  if (photo) {
    const fileId = await insertPhoto(database, { zoneId, photo, createdAt: now });
    await insertReportPhoto(database, { id: newId(), reportId: id, fileId, createdAt: now });
  }
  if (form.email) {
    const keepUntil = dayAfter(now, contactDays);
    await saveContact(database, { reportId: id, email: form.email, locale: input.locale, keepUntil });
  }
  const eventId = await appendEvent(database, {
    zoneId,
    subject: 'report',
    subjectId: id,
    type: 'report.received',
    viewer,
    occurredAt: now,
    payload: { to: 'received', category: form.category, trackingNumber, place: [...place.point], organisationId },
  });
  await context.jobs.send(database, 'report.tell', { reportId: id, eventId });
  return { id, trackingNumber, isSensitive: isSensitive(form.category) };
}

/** The day so many days after a moment, as `YYYY-MM-DD`. */
export function dayAfter(moment: Date, days: number): string {
  return new Date(moment.getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
