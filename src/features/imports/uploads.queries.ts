import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { ImportOptions } from './imports.schema.ts';
import type { TargetName } from './targets/target.ts';

const listed = [
  'id',
  'target',
  'state',
  'fileName',
  'progress',
  'rowsRead',
  'rowsAdded',
  'rowsChanged',
  'rowsSame',
  'rowsRejected',
  'message',
  'createdAt',
  'finishedAt',
] as const;

export async function insertUpload(
  database: Database,
  upload: {
    id: string;
    target: TargetName;
    fileName: string;
    bytes: Buffer;
    options: ImportOptions;
    createdBy: string;
    now: Date;
  },
): Promise<void> {
  await database
    .insertInto('importRun')
    .values({
      id: upload.id,
      target: upload.target,
      fileName: upload.fileName,
      fileBytes: upload.bytes,
      options: JSON.stringify(upload.options),
      createdBy: upload.createdBy,
      createdAt: upload.now,
    })
    .execute();
}

/** The latest imports, newest first. */
export function listUploads(database: Database) {
  return database.selectFrom('importRun').select(listed).orderBy('createdAt', 'desc').limit(50).execute();
}

/** One import, without its file; undefined when there is none. */
export async function findUpload(database: Database, id: string) {
  return database
    .selectFrom('importRun')
    .where('id', '=', id)
    .select([...listed, 'createdBy'])
    .select(sql<ImportOptions>`options`.as('options'))
    .select(sql<boolean>`rejected_csv is not null`.as('hasRejected'))
    .executeTakeFirst();
}

/** The file of an import that has not run yet. */
export async function findUploadBytes(database: Database, id: string): Promise<Buffer | undefined> {
  const row = await database.selectFrom('importRun').where('id', '=', id).select('fileBytes').executeTakeFirst();
  return row?.fileBytes ?? undefined;
}

export async function findRejectedCsv(database: Database, id: string): Promise<string | undefined> {
  const row = await database.selectFrom('importRun').where('id', '=', id).select('rejectedCsv').executeTakeFirst();
  return row?.rejectedCsv ?? undefined;
}

export async function updateUploadOptions(database: Database, id: string, options: ImportOptions): Promise<void> {
  await database
    .updateTable('importRun')
    .set({ options: JSON.stringify(options) })
    .where('id', '=', id)
    .where('state', '=', 'uploaded')
    .execute();
}

/** Moves an import from one state to another; false when it was not in that state any more. */
export async function moveUpload(
  database: Database,
  id: string,
  move: { from: 'uploaded' | 'running'; to: 'running' | 'done' | 'failed' | 'cancelled'; message?: string; now: Date },
): Promise<boolean> {
  const isOver = move.to !== 'running';
  const moved = await database
    .updateTable('importRun')
    .set({ state: move.to, message: move.message ?? '', ...(isOver ? { finishedAt: move.now, fileBytes: null } : {}) })
    .where('id', '=', id)
    .where('state', '=', move.from)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0;
}

/** Tells how far an import is; false when somebody has cancelled it. */
export async function updateUploadProgress(database: Database, id: string, progress: number): Promise<boolean> {
  const moved = await database
    .updateTable('importRun')
    .set({ progress })
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0;
}

export async function updateUploadCounts(
  database: Database,
  id: string,
  counts: { read: number; added: number; changed: number; same: number; rejected: number; rejectedCsv: string | null },
): Promise<void> {
  await database
    .updateTable('importRun')
    .set({
      progress: 1,
      rowsRead: counts.read,
      rowsAdded: counts.added,
      rowsChanged: counts.changed,
      rowsSame: counts.same,
      rowsRejected: counts.rejected,
      rejectedCsv: counts.rejectedCsv,
    })
    .where('id', '=', id)
    .execute();
}
