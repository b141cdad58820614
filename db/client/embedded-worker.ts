import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { keepQueriesWhole } from './embedded-batches.ts';

/** What the thread of the embedded database tells the one that started it. */
export type EmbeddedMessage =
  | { type: 'ready'; version: string }
  | { type: 'failed'; reason: string }
  /** Another engine stands in for one that was no longer sound; nobody listens on it yet. */
  | { type: 'reopened' };

function tell(message: EmbeddedMessage): void {
  parentPort?.postMessage(message);
}

const open = (): Promise<PGlite> => PGlite.create({ dataDir: workerData.folder, extensions: { postgis } });

async function reopen(): Promise<PGlite> {
  const engine = await open();
  tell({ type: 'reopened' });
  return engine;
}

try {
  const engine = keepQueriesWhole(await open(), reopen);
  const { rows } = await engine.query<{ version: string }>("select current_setting('server_version') as version");
  const server = new PGLiteSocketServer({
    db: engine,
    path: workerData.socketPath,
    maxConnections: 100,
  });
  await server.start();
  parentPort?.on('message', async () => {
    await server.stop();
    await engine.close();
    process.exit(0);
  });
  tell({ type: 'ready', version: rows[0]?.version ?? '' });
} catch (error) {
  tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
}
