import type { Geometry } from 'geojson';
import { type BulkRow, insertRows } from '../../../db/client/bulk.ts';
import { requireAdministrator } from '../../server/access.ts';
import { appendEvent } from '../../server/events.ts';
import { newId } from '../../server/identifiers.ts';
import { snapZone } from '../incidents/snap.service.ts';
import { ensureZoneAroundImport, getZoneBySlug } from '../zones/new-zone.service.ts';
import type { ImportContext } from './import-context.ts';
import {
  analyzeStagedRows,
  assignZones,
  deleteStagedRows,
  listZonesOfRun,
  numberEqualRows,
  stagingColumns,
  takeRepeatedKeys,
  takeRowsOutside,
  upsertProfile,
} from './imports.queries.ts';
import type { PreparedImport } from './prepare.ts';
import type { ReadyRow } from './reading.ts';
import { createStore } from './store.ts';
import type { Reason } from './targets/target.ts';

export interface ImportResult {
  read: number;
  added: number;
  changed: number;
  /** Rows that were there already, exactly so. */
  same: number;
  /** Why by line of the file. */
  rejected: ReadonlyMap<number, Reason>;
  isCancelled: boolean;
}

const rowsPerStep = 20_000;

/** The zone that somebody named does not exist. */
export class UnknownZoneError extends Error {
  override name = 'UnknownZoneError';
}

/**
 * Brings a prepared file in: rows are read and staged, put into zones, and stored in steps that each stand by
 * themselves. Doing it twice changes nothing: a row is known by its source and its own id, or by what it says and its
 * place among rows that say the same.
 */
export async function runImport(context: ImportContext, prepared: PreparedImport): Promise<ImportResult> {
  requireAdministrator(context.viewer);
  const { handle } = context;
  const runId = newId();
  const rejected = new Map<number, Reason>();
  const progress = { read: 0, staged: 0 };
  try {
    await insertRows(handle, 'import_row', stagingColumns, stageRows(context, prepared, runId, rejected, progress));
    await analyzeStagedRows(handle.database);
    await numberEqualRows(handle.database, runId);
    for (const line of await takeRepeatedKeys(handle.database, runId)) rejected.set(line, 'reasonSameKey');
    const zoneIds = await placeRows(context, prepared, runId, rejected, progress.staged);
    const stored = await storeRows(context, prepared, runId, progress.staged);
    if (prepared.target.name === 'buildings') for (const zoneId of zoneIds) await snapZone(handle.database, zoneId);
    await remember(context, prepared, zoneIds, stored);
    const same = Math.max(0, stored.tried - stored.added - stored.changed);
    return {
      read: progress.read,
      added: stored.added,
      changed: stored.changed,
      same,
      rejected,
      isCancelled: stored.isCancelled,
    };
  } finally {
    await deleteStagedRows(handle.database, runId);
  }
}

async function* stageRows(
  context: ImportContext,
  prepared: PreparedImport,
  runId: string,
  rejected: Map<number, Reason>,
  progress: { read: number; staged: number },
): AsyncGenerator<BulkRow> {
  for await (const row of prepared.rows) {
    if (context.isCancelled?.()) return;
    progress.read += 1;
    if (progress.read % rowsPerStep === 0) context.onProgress?.('reading', progress.read, undefined);
    const result = prepared.reader.read(row);
    if (!result.ok) {
      rejected.set(result.line, result.reason);
      continue;
    }
    for (const [part, { geometry, fields }] of thingsOf(result.row).entries()) {
      progress.staged += 1;
      yield [
        runId,
        String(progress.staged),
        String(row.line),
        newId(),
        keyOf(result.row, part),
        shapeText(geometry),
        JSON.stringify(fields),
      ];
    }
  }
}

/** Everything that a row tells of: each thing at each of its places. */
function thingsOf({ geometries, fields, others }: ReadyRow) {
  return geometries.flatMap((geometry) => [fields, ...others].map((each) => ({ geometry, fields: each })));
}

/** The shape as the database takes it; a point, of which there may be millions, in the form that it reads fastest. */
function shapeText(geometry: Geometry): string {
  if (geometry.type !== 'Point' || geometry.coordinates.length !== 2) return JSON.stringify(geometry);
  return `SRID=4326;POINT(${geometry.coordinates.join(' ')})`;
}

/** Parts of one thing after the first carry their number. */
function keyOf(row: ReadyRow, part: number): string {
  const key = row.key === '' ? `hash:${row.hash}` : row.key.slice(0, 180);
  return part === 0 ? key : `${key}/${part + 1}`;
}

async function placeRows(
  context: ImportContext,
  prepared: PreparedImport,
  runId: string,
  rejected: Map<number, Reason>,
  staged: number,
): Promise<string[]> {
  if (!prepared.target.needsZone || staged === 0) return [];
  const { database } = context.handle;
  const zoneId = await chooseZone(context, prepared, runId);
  for (let from = 1; from <= staged; from += rowsPerStep) {
    await assignZones(database, { runId, from, to: from + rowsPerStep, zoneId });
  }
  for (const line of await takeRowsOutside(database, runId)) rejected.set(line, 'reasonOutside');
  return listZonesOfRun(database, runId);
}

async function chooseZone(
  context: ImportContext,
  prepared: PreparedImport,
  runId: string,
): Promise<string | undefined> {
  const { options } = prepared;
  const serviceContext = { database: context.handle.database, viewer: context.viewer, now: context.now };
  if (options.createZone !== '') {
    const zone = { runId, name: options.createZone, timeZone: options.timeZone };
    return (await ensureZoneAroundImport(serviceContext, zone)).id;
  }
  if (options.zone === '') return undefined;
  const zone = await getZoneBySlug(serviceContext, options.zone);
  if (!zone) throw new UnknownZoneError(options.zone);
  return zone.id;
}

async function storeRows(context: ImportContext, prepared: PreparedImport, runId: string, staged: number) {
  const store = await createStore(context, prepared);
  const total = { added: 0, changed: 0, tried: 0, isCancelled: context.isCancelled?.() ?? false };
  for (let from = 1; from <= staged && !total.isCancelled; from += rowsPerStep) {
    const counts = await store({ runId, from, to: from + rowsPerStep });
    total.added += counts.added;
    total.changed += counts.changed;
    total.tried += counts.tried;
    context.onProgress?.('storing', Math.min(staged, from + rowsPerStep - 1), staged);
    total.isCancelled = context.isCancelled?.() ?? false;
  }
  return total;
}

async function remember(
  context: ImportContext,
  prepared: PreparedImport,
  zoneIds: readonly string[],
  stored: { added: number; changed: number },
): Promise<void> {
  const { database } = context.handle;
  const target = prepared.target.name;
  const profile = {
    id: newId(),
    target,
    headerHash: prepared.headerHash,
    options: prepared.options,
    changedAt: context.now,
  };
  await upsertProfile(database, profile);
  for (const zoneId of zoneIds) {
    await appendEvent(database, {
      zoneId,
      subject: 'import',
      subjectId: newId(),
      type: 'imported',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { target, source: prepared.options.source, added: stored.added, changed: stored.changed },
    });
  }
}
