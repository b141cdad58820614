import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import pg from 'pg';
import type { DatabaseHandle } from './database.ts';
import type { EmbeddedMessage } from './embedded-worker.ts';
import { lockFolder } from './lock.ts';
import { createKysely, createPool } from './pool.ts';

interface Listener {
  onNotification: (payload: string) => void;
  onRestored: () => void;
}

/** Linux refuses Unix socket paths of more bytes than this. */
const longestSocketPathBytes = 107;

/**
 * Opens the embedded PostgreSQL whose files are in `folder`, making it when it is new. The engine runs in a thread of
 * its own and is spoken to over a Unix socket, so a long query does not hold up this thread.
 * Throws FolderInUseError when another process has the folder open.
 */
export async function openEmbedded(folder: string): Promise<DatabaseHandle> {
  const dataFolder = resolve(folder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(dataFolder);
  const socket = chooseSocketFolder(dataFolder);
  const port = 5432;
  // Only after the lock is ours may a socket that a crash left behind be removed.
  rmSync(join(socket.folder, `.s.PGSQL.${port}`), { force: true });

  let worker: Worker;
  let version: string;
  try {
    worker = new Worker(new URL('./embedded-worker.ts', import.meta.url), {
      workerData: { folder: join(dataFolder, 'database'), socketPath: join(socket.folder, `.s.PGSQL.${port}`) },
    });
    version = await untilReady(worker);
  } catch (error) {
    socket.remove();
    unlock();
    throw error;
  }

  const pool = createPool({ host: socket.folder, port, user: 'postgres', database: 'postgres', max: 8 }, () => {});
  const listeners = new Map<string, Set<Listener>>();
  const listenTo = (channel: string) => pool.query(`listen ${pg.escapeIdentifier(channel)}`);
  // Here every client shares one session, and a notification arrives on the client that sent it.
  pool.on('connect', (client) => {
    client.on('notification', (message) => {
      for (const { onNotification } of listeners.get(message.channel) ?? []) onNotification(message.payload ?? '');
    });
  });
  worker.on('message', async ({ type }: EmbeddedMessage) => {
    if (type !== 'reopened') return;
    for (const [channel, own] of listeners) {
      await listenTo(channel);
      for (const { onRestored } of own) onRestored();
    }
  });

  return {
    engine: 'embedded',
    description: `embedded PostgreSQL ${version}`,
    database: createKysely(pool),
    pool,
    canEncodeTiles: false,
    canCopyFrom: false,
    canCancel: false,
    listen: async (channel, onNotification, onRestored) => {
      const listener = { onNotification, onRestored };
      const own = listeners.get(channel) ?? new Set();
      listeners.set(channel, own.add(listener));
      await listenTo(channel);
      return async () => {
        own.delete(listener);
      };
    },
    close: async () => {
      await pool.end();
      await stop(worker);
      socket.remove();
      unlock();
    },
  };
}

function chooseSocketFolder(dataFolder: string): { folder: string; remove: () => void } {
  const longest = Buffer.byteLength(join(dataFolder, '.s.PGSQL.5432'));
  if (longest <= longestSocketPathBytes) return { folder: dataFolder, remove: () => {} };
  const folder = mkdtempSync(join(tmpdir(), 'szone-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function untilReady(worker: Worker): Promise<string> {
  return new Promise((resolveReady, reject) => {
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The embedded database stopped while it was starting (${code}).`)));
    worker.on('message', (message: EmbeddedMessage) => {
      if (message.type === 'ready') resolveReady(message.version);
      if (message.type === 'failed') reject(new Error(message.reason));
    });
  });
}

function stop(worker: Worker): Promise<void> {
  return new Promise((resolveStopped) => {
    worker.removeAllListeners('exit');
    worker.once('exit', () => resolveStopped());
    worker.postMessage('stop');
  });
}
