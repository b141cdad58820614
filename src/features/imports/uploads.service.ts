import type { DatabaseHandle } from '../../../db/client/database.ts';
import { inTransaction } from '../../../db/client/transaction.ts';
import { anonymous, requireAdministrator, type Viewer } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { newId } from '../../server/identifiers.ts';
import { log } from '../../server/log.ts';
import type { ImportOptions } from './imports.schema.ts';
import { runImport } from './imports.service.ts';
import { prepareImport, previewOf } from './prepare.ts';
import { problemOf, rejectedCsv } from './problems.ts';
import type { FileSource } from './table.ts';
import type { TargetName } from './targets/target.ts';
import {
  findRejectedCsv,
  findUpload,
  findUploadBytes,
  insertUpload,
  listUploads,
  moveUpload,
  updateUploadCounts,
  updateUploadOptions,
  updateUploadProgress,
} from './uploads.queries.ts';

/** Earlier and waiting imports, for administrators. */
export function getUploads(context: Context) {
  requireAdministrator(context.viewer);
  return listUploads(context.database);
}

/** Keeps a file that is to be imported and returns the import's id; nothing is read into the tables yet. */
export async function uploadFile(
  context: Context,
  upload: { target: TargetName; fileName: string; bytes: Buffer; options: ImportOptions },
): Promise<string> {
  const { id: createdBy } = requireAdministrator(context.viewer);
  const id = newId();
  const fileName = upload.fileName.replace(/[^\p{L}\p{M}\p{N}. _-]/gu, '_').slice(-120) || 'file';
  const options = { ...upload.options, source: upload.options.source || fileName };
  await insertUpload(context.database, { ...upload, id, fileName, options, createdBy, now: context.now });
  return id;
}

/** One import; one that waits comes with how its file would be read, or with the error that keeps it from being read. */
export async function getUpload(context: Context, id: string) {
  requireAdministrator(context.viewer);
  const upload = (await findUpload(context.database, id)) ?? notFound();
  if (upload.state !== 'uploaded') return { upload, preview: undefined, problem: undefined };
  try {
    const source = await sourceOf(context, id, upload.fileName);
    const request = { target: targetOf(upload.target), source, options: upload.options, now: context.now };
    return { upload, preview: previewOf(await prepareImport(context.database, request)), problem: undefined };
  } catch (error) {
    if (problemOf(error, 'en') === undefined) throw error;
    return { upload, preview: undefined, problem: error };
  }
}

/** Changes how a waiting file is to be read. */
export function changeUpload(context: Context, id: string, options: ImportOptions): Promise<void> {
  requireAdministrator(context.viewer);
  return updateUploadOptions(context.database, id, options);
}

/** Starts a waiting import; the work itself is a job, queued in the same transaction. */
export async function confirmUpload(context: Context, id: string): Promise<void> {
  requireAdministrator(context.viewer);
  await inTransaction(context.database, async (transaction) => {
    const isMoved = await moveUpload(transaction, id, { from: 'uploaded', to: 'running', now: context.now });
    if (!isMoved) throw new AppError('conflict');
    await context.jobs.send(transaction, 'import.run', { importId: id });
  });
}

/** Stops an import that waits or runs; what it has stored by then stays. */
export async function cancelUpload(context: Context, id: string): Promise<void> {
  requireAdministrator(context.viewer);
  const stop = { to: 'cancelled', now: context.now } as const;
  const isStopped =
    (await moveUpload(context.database, id, { from: 'uploaded', ...stop })) ||
    (await moveUpload(context.database, id, { from: 'running', ...stop }));
  if (!isStopped) throw new AppError('conflict');
}

/** The refused rows of an import as CSV. */
export async function getRejectedCsv(context: Context, id: string): Promise<string> {
  requireAdministrator(context.viewer);
  return (await findRejectedCsv(context.database, id)) ?? notFound();
}

/** Does the work of a confirmed import. For the job `import.run`; what an earlier try has stored is found and left. */
export async function runUploadedImport(handle: DatabaseHandle, id: string, now: Date): Promise<void> {
  const upload = await findUpload(handle.database, id);
  if (upload?.state !== 'running') return;
  const viewer: Viewer = {
    ...anonymous,
    account: {
      id: upload.createdBy ?? id,
      displayName: '',
      verification: 'none',
      isAdministrator: true,
      isDemonstration: false,
    },
  };
  let isCancelled = false;
  try {
    const source = await sourceOf({ database: handle.database }, id, upload.fileName);
    const request = { target: targetOf(upload.target), source, options: upload.options, now };
    const prepared = await prepareImport(handle.database, request);
    const result = await runImport(
      {
        handle,
        viewer,
        now,
        isCancelled: () => isCancelled,
        onProgress: (phase, rows, total) => {
          const share = phase === 'reading' ? 0.1 : 0.1 + (0.9 * rows) / (total ?? rows);
          void updateUploadProgress(handle.database, id, share).then((isRunning) => {
            isCancelled = !isRunning;
          });
        },
      },
      prepared,
    );
    const csv = result.rejected.size > 0 ? await rejectedCsv(source, result.rejected, 'th') : null;
    await updateUploadCounts(handle.database, id, { ...result, rejected: result.rejected.size, rejectedCsv: csv });
    await moveUpload(handle.database, id, { from: 'running', to: 'done', now });
  } catch (error) {
    const message = problemOf(error, 'th') ?? '';
    if (message === '') log.error('import failed', error);
    await moveUpload(handle.database, id, { from: 'running', to: 'failed', message, now });
  }
}

async function sourceOf(context: Pick<Context, 'database'>, id: string, name: string): Promise<FileSource> {
  const bytes = (await findUploadBytes(context.database, id)) ?? notFound();
  return {
    name,
    async *open() {
      yield bytes;
    },
  };
}

/** The database keeps the name within the list by a check. */
function targetOf(name: string): TargetName {
  return name as TargetName;
}
