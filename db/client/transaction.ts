import type { Kysely, Transaction } from 'kysely';
import type { DB } from '../types.ts';
import type { Database } from './database.ts';

/** Runs `work` in the transaction that is open already, else in a new one that ends with it. */
export function inTransaction<Result>(
  database: Database,
  work: (transaction: Transaction<DB>) => Promise<Result>,
): Promise<Result> {
  if (isTransaction(database)) return work(database);
  return database.transaction().execute(work);
}

function isTransaction(database: Kysely<DB>): database is Transaction<DB> {
  return database.isTransaction;
}
