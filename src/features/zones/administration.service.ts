import { inTransaction } from '../../../db/client/transaction.ts';
import { requireAdministrator } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import {
  findUnit,
  findZoneBySlug,
  insertUnit,
  insertZone,
  isAtOrBelow,
  listUnitTree,
  measureBoundary,
  updateUnit,
  updateZone,
} from './administration.queries.ts';
import type { NewZoneForm, UnitForm, unitKinds, ZoneForm } from './administration.schema.ts';

const largestZoneSquareKilometers = 2_000;

/** The tree of police units, each after the one above it. */
export function getUnitTree(context: Context) {
  requireAdministrator(context.viewer);
  return listUnitTree(context.database);
}

export async function getUnit(context: Context, id: string) {
  requireAdministrator(context.viewer);
  return (await findUnit(context.database, id)) ?? notFound();
}

/** What may stand directly above each kind of unit. */
const kindsAbove: Record<(typeof unitKinds)[number], readonly string[]> = {
  station: ['division'],
  division: ['bureau'],
  bureau: ['national'],
  national: [],
};

/** Makes a police unit, or changes the one of this id; returns its id. */
export async function saveUnit(context: Context, id: string | undefined, form: UnitForm): Promise<string> {
  requireAdministrator(context.viewer);
  return inTransaction(context.database, async (transaction) => {
    const parent = form.parentId ? await findUnit(transaction, form.parentId) : undefined;
    const isInOrder =
      form.kind === 'national' ? form.parentId === null : kindsAbove[form.kind].includes(parent?.kind ?? '');
    if (!isInOrder || (id && form.parentId && (await isAtOrBelow(transaction, form.parentId, id))))
      throw new AppError('invalid', 'wrong unit above', { parentId: 'mistakeParent' });
    const unitId = id ?? newId();
    if (id === undefined) await insertUnit(transaction, { id: unitId, ...form });
    else await updateUnit(transaction, id, form);
    return unitId;
  });
}

export async function getZoneForAdministrator(context: Context, slug: string) {
  requireAdministrator(context.viewer);
  return (await findZoneBySlug(context.database, slug)) ?? notFound();
}

/** Changes what a zone is called and how long the public waits for its live incidents. */
export async function saveZone(context: Context, slug: string, form: ZoneForm): Promise<void> {
  requireAdministrator(context.viewer);
  await inTransaction(context.database, async (transaction) => {
    const zone = (await findZoneBySlug(transaction, slug)) ?? notFound();
    await updateZone(transaction, zone.id, form);
    await appendEvent(transaction, {
      zoneId: zone.id,
      subject: 'zone',
      subjectId: zone.id,
      type: 'settings-changed',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { timeZone: form.timeZone, publicDelayMinutes: form.publicDelayMinutes },
    });
  });
}

/** Makes a zone under a station. Refuses, naming the field, a boundary that crosses itself or is larger than a town. */
export async function makeZone(context: Context, form: NewZoneForm): Promise<string> {
  requireAdministrator(context.viewer);
  const { boundary, ...row } = form;
  return inTransaction(context.database, async (transaction) => {
    if ((await findUnit(transaction, form.stationId))?.kind !== 'station')
      throw new AppError('invalid', 'no station', { stationId: 'mistakeChoice' });
    const { isValid, squareKilometers } = await measureBoundary(transaction, boundary);
    if (!isValid || squareKilometers <= 0 || squareKilometers > largestZoneSquareKilometers)
      throw new AppError('invalid', 'boundary', { boundary: 'mistakeBoundary' });
    const id = newId();
    if (!(await insertZone(transaction, { id, createdAt: context.now, ...row }, boundary)))
      throw new AppError('conflict', 'taken', { slug: 'mistakeTaken', trackingPrefix: 'mistakeTaken' });
    await appendEvent(transaction, {
      zoneId: id,
      subject: 'zone',
      subjectId: id,
      type: 'made',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { stationId: form.stationId },
    });
    return id;
  });
}
