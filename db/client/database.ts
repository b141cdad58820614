import type { Kysely, Transaction } from 'kysely';
import type { Pool } from 'pg';
import type { DB } from '../types.ts';

/** The database as queries see it: the pool itself or a transaction that is open on it. */
export type Database = Kysely<DB> | Transaction<DB>;

export type Engine = 'postgres' | 'embedded';

/** An open database. Whatever differs between the engines is told here, so that nobody else needs to ask which it is. */
export interface DatabaseHandle {
  engine: Engine;
  /** One line for people: engine and version. */
  description: string;
  database: Kysely<DB>;
  /** The pool beneath, for what Kysely does not speak: COPY, cursors, pg-boss. */
  pool: Pool;
  /** ST_AsMVT exists; else tiles are encoded in our own process. */
  canEncodeTiles: boolean;
  /** COPY … FROM STDIN works; else rows go in through unnest. */
  canCopyFrom: boolean;
  /** A running statement can be cancelled; else long work must run in short pieces. */
  canCancel: boolean;
  /**
   * Calls `onNotification` with each payload notified on the channel, after the notifying transaction commits.
   * `onRestored` is called when the connection was lost and is back: notifications in between are gone.
   */
  listen(
    channel: string,
    onNotification: (payload: string) => void,
    onRestored: () => void,
  ): Promise<() => Promise<void>>;
  close(): Promise<void>;
}
