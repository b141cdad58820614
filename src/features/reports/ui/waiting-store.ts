/*
 * The one report that waits on this phone for a signal. IndexedDB, because it holds photos as they are.
 */

/** A form as it was to be sent. */
export interface WaitingReport {
  action: string;
  fields: [string, string][];
  photo: Blob | undefined;
  photoName: string;
}

const store = 'waiting';
const only = 'report';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('szone-report', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run<Result>(
  mode: IDBTransactionMode,
  work: (rows: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export const readWaiting = (): Promise<WaitingReport | undefined> => run('readonly', (rows) => rows.get(only));

export const saveWaiting = (report: WaitingReport): Promise<unknown> =>
  run('readwrite', (rows) => rows.put(report, only));

export const deleteWaiting = (): Promise<unknown> => run('readwrite', (rows) => rows.delete(only));
