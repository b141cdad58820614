import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { type RunningServer, startServer } from '../../src/server/main.ts';
import { readSettings } from '../../src/server/settings.ts';
import { copyEmbeddedTemplate, type TestDatabaseOptions } from './database.ts';

/** A real server on a free port, over a migrated database of its own. */
export interface TestServer {
  origin: string;
  running: RunningServer;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * Starts the server in this process; `variables` are its environment on top of a free port and a data folder of its own.
 * With `seeded` that folder holds the demonstration.
 */
export async function startTestServer(
  variables: Record<string, string> = {},
  options: TestDatabaseOptions = {},
): Promise<TestServer> {
  const port = await freePort();
  const hasStore = variables.DATABASE_URL || variables.DATA_DIR;
  const dataFolder = hasStore ? '' : await copyEmbeddedTemplate(options);
  const settings = readSettings({ PORT: String(port), DATA_DIR: dataFolder, DEMO: '0', ...variables });
  const running = await startServer(settings);
  return {
    origin: settings.origin,
    running,
    stop: async () => {
      await running.stop();
      if (dataFolder) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
