import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { keepQueriesWhole } from './embedded-batches.ts';

/** What the thread of the embedded database tells the one that started it. */
export type EmbeddedMessage = { type: 'ready'; version: string } | { type: 'failed'; reason: string };

function tell(message: EmbeddedMessage): void {
  parentPort?.postMessage(message);
}

try {
  const engine = await PGlite.create({ dataDir: workerData.folder, extensions: { postgis } });
  const { rows } = await engine.query<{ version: string }>("select current_setting('server_version') as version");
  const server = new PGLiteSocketServer({
    db: keepQueriesWhole(engine),
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
