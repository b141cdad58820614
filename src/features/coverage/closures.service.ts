import type * as z from 'zod/mini';
import { inTransaction } from '../../../db/client/transaction.ts';
import { requireMay } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { endClosure, insertClosure, isStreetOf, listClosures, listOpenStreets } from './closures.queries.ts';
import { findZoneBySlug } from './coverage.queries.ts';
import type { closing } from './coverage.schema.ts';

/** The streets of a zone that are closed now, and those that could be; for its officers. */
export async function getClosures(context: Context, slug: string) {
  const zone = await findZoneToClose(context, slug);
  const [closures, streets] = await Promise.all([
    listClosures(context.database, zone.id),
    listOpenStreets(context.database, zone.id),
  ]);
  return { zone, closures, streets };
}

/** Marks a street as closed or flooded until a day, that day included. Walking counts without it at once. */
export async function closeStreet(context: Context, slug: string, input: z.output<typeof closing>): Promise<void> {
  const zone = await findZoneToClose(context, slug);
  await inTransaction(context.database, async (transaction) => {
    if (!(await isStreetOf(transaction, zone.id, input.street))) notFound();
    const row = { id: newId(), zoneId: zone.id, streetId: input.street, kind: input.kind, untilOn: input.until };
    await insertClosure(transaction, { ...row, createdAt: context.now });
    await appendEvent(transaction, {
      zoneId: zone.id,
      subject: 'street',
      subjectId: input.street,
      type: 'closed',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { kind: input.kind, until: input.until },
    });
  });
}

/** Opens a street again before its day. */
export async function openStreet(context: Context, slug: string, closureId: string): Promise<void> {
  const zone = await findZoneToClose(context, slug);
  await inTransaction(context.database, async (transaction) => {
    const streetId =
      (await endClosure(transaction, { zoneId: zone.id, id: closureId, now: context.now })) ?? notFound();
    await appendEvent(transaction, {
      zoneId: zone.id,
      subject: 'street',
      subjectId: streetId,
      type: 'opened',
      viewer: context.viewer,
      occurredAt: context.now,
    });
  });
}

async function findZoneToClose({ database, viewer }: Context, slug: string) {
  const zone = (await findZoneBySlug(database, slug)) ?? notFound();
  requireMay(viewer, 'street.close', zone.id);
  return zone;
}
