import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Report, ReportAnswer } from '../../../db/types.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { pointOf } from '../../server/places.queries.ts';

/** The report that was filed under this key already. */
export function findByKey(database: Database, idempotencyKey: string) {
  return database
    .selectFrom('report')
    .where('idempotencyKey', '=', idempotencyKey)
    .select(['id', 'trackingNumber', 'isSensitive'])
    .executeTakeFirst();
}

/** Holds the zone until the transaction ends, so that what is filed in it at the same time waits its turn. */
export async function lockZone(database: Database, zoneId: string): Promise<void> {
  await database.selectFrom('zone').where('id', '=', zoneId).select('id').forUpdate().execute();
}

/** The zone's next tracking number, such as `BS-2041`. */
export async function takeTrackingNumber(database: Database, zoneId: string): Promise<string> {
  const row = await database
    .updateTable('zone')
    .set({ lastTrackingNumber: sql<number>`last_tracking_number + 1` })
    .where('id', '=', zoneId)
    .returning(['trackingPrefix', 'lastTrackingNumber'])
    .executeTakeFirstOrThrow();
  return `${row.trackingPrefix}-${row.lastTrackingNumber}`;
}

/** Adds a report; false when one of the same key was there first. */
export async function insertReport(
  database: Database,
  report: Omit<Insertable<Report>, 'place'> & { place: Position },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('report')
    .values({ ...report, place: pointOf(report.place) })
    .onConflict((conflict) => conflict.column('idempotencyKey').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function insertReportPhoto(
  database: Database,
  photo: { id: string; reportId: string; fileId: string; createdAt: Date },
): Promise<void> {
  await database.insertInto('reportPhoto').values(photo).execute();
}

/** Keeps, or replaces, whom to tell about a report. */
export async function saveContact(
  database: Database,
  contact: { reportId: string; email: string; locale: string; keepUntil: string },
): Promise<void> {
  const { email, locale, keepUntil } = contact;
  await database
    .insertInto('reportContact')
    .values(contact)
    .onConflict((conflict) => conflict.column('reportId').doUpdateSet({ email, locale, keepUntil }))
    .execute();
}

export async function deleteContact(database: Database, reportId: string): Promise<void> {
  await database.deleteFrom('reportContact').where('reportId', '=', reportId).execute();
}

/** Deletes contacts whose time is over; returns how many. */
export async function deleteContactsBefore(database: Database, today: string): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('reportContact')
    .where('keepUntil', '<', today)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Counts a person once; false when the person was counted before. */
export async function insertMeToo(
  database: Database,
  row: { reportId: string; person: string; createdAt: Date },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('reportMeToo')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function insertAnswer(database: Database, answer: Insertable<ReportAnswer>): Promise<void> {
  await database.insertInto('reportAnswer').values(answer).execute();
}

/** Changes a report that is still in the state that it was read in; false when somebody was first. */
export async function updateReport(
  database: Database,
  report: { id: string; state: string },
  change: Updateable<Report>,
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('report')
    .set(change)
    .where('id', '=', report.id)
    .where('state', '=', report.state)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Decides about one photo of a report; false when the report has no such photo. */
export async function updatePhotoModeration(
  database: Database,
  photo: { id: string; reportId: string; moderation: string },
): Promise<boolean> {
  const { numUpdatedRows } = await database
    .updateTable('reportPhoto')
    .set({ moderation: photo.moderation })
    .where('id', '=', photo.id)
    .where('reportId', '=', photo.reportId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes another secret open the reporter's view. */
export async function insertFollow(
  database: Database,
  follow: { secretHash: string; reportId: string; createdAt: Date },
): Promise<void> {
  await database.insertInto('reportFollow').values(follow).execute();
}
