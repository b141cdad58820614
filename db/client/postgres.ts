import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseHandle } from './database.ts';
import { createKysely, createPool } from './pool.ts';

const longestRetryMilliseconds = 5_000;

/** Opens PostgreSQL 15 or newer at `url`. Throws when it cannot be reached. */
export async function openPostgres(url: string, maxConnections = 10): Promise<DatabaseHandle> {
  const pool = createPool({ connectionString: url, max: maxConnections }, () => {});
  let description: string;
  try {
    const result = await pool.query<{ version: string }>("select current_setting('server_version') as version");
    description = `PostgreSQL ${result.rows[0]?.version ?? ''}`;
  } catch (error) {
    await pool.end();
    throw error;
  }
  const stopListening = new Set<() => Promise<void>>();
  return {
    engine: 'postgres',
    description,
    database: createKysely(pool),
    pool,
    canEncodeTiles: true,
    canCopyFrom: true,
    canCancel: true,
    listen: async (channel, onNotification, onRestored) => {
      const stop = await listen(url, channel, onNotification, onRestored);
      stopListening.add(stop);
      return async () => {
        stopListening.delete(stop);
        await stop();
      };
    },
    close: async () => {
      await Promise.all([...stopListening].map((stop) => stop()));
      await pool.end();
    },
  };
}

/** Keeps one connection listening, and opens another when it is lost. */
async function listen(
  url: string,
  channel: string,
  onNotification: (payload: string) => void,
  onRestored: () => void,
): Promise<() => Promise<void>> {
  let isStopped = false;
  let current: pg.Client | undefined;

  async function connect(): Promise<void> {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    client.on('notification', (message) => onNotification(message.payload ?? ''));
    client.on('error', () => {});
    client.on('end', () => {
      if (client === current && !isStopped) void reconnect();
    });
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
    current = client;
  }

  async function reconnect(): Promise<void> {
    for (let wait = 100; !isStopped; wait = Math.min(wait * 2, longestRetryMilliseconds)) {
      try {
        await connect();
        return onRestored();
      } catch {
        await sleep(wait);
      }
    }
  }

  await connect();
  return async () => {
    isStopped = true;
    await current?.end();
  };
}
