/*
 * Forms that wait on this phone for a signal. IndexedDB, because they hold photos as they are.
 */

/** A form as it was to be sent. */
export interface WaitingForm {
  action: string;
  fields: [string, string][];
  photo: Blob | undefined;
  photoName: string;
}

/** The forms of one kind that wait, each by a key. */
export interface WaitingStore<Form> {
  read(key: string): Promise<Form | undefined>;
  all(): Promise<{ key: string; form: Form }[]>;
  save(key: string, form: Form): Promise<void>;
  remove(key: string): Promise<void>;
}

const store = 'waiting';

/** Opens, with each use, the browser's database of this name. */
export function waitingStore<Form extends WaitingForm>(databaseName: string): WaitingStore<Form> {
  const open = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

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

  return {
    read: (key) => run('readonly', (rows) => rows.get(key)),
    async all() {
      const keys = await run('readonly', (rows) => rows.getAllKeys());
      const forms: Form[] = await run('readonly', (rows) => rows.getAll());
      return forms.map((form, at) => ({ key: String(keys[at]), form }));
    },
    save: async (key, form) => void (await run('readwrite', (rows) => rows.put(form, key))),
    remove: async (key) => void (await run('readwrite', (rows) => rows.delete(key))),
  };
}

/** What a form says now, its photo too. */
export function waitingFormOf(form: HTMLFormElement): WaitingForm {
  const data = new FormData(form);
  const photo = data.get('photo');
  const hasPhoto = photo instanceof File && photo.size > 0;
  return {
    action: location.pathname,
    fields: [...data.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    photo: hasPhoto ? photo : undefined,
    photoName: hasPhoto ? photo.name : '',
  };
}

/** Puts a photo that waits back into the form's field for it. */
export function putPhotoBack(form: HTMLFormElement, { photo, photoName }: WaitingForm): void {
  const input = form.elements.namedItem('photo');
  if (!photo || !(input instanceof HTMLInputElement)) return;
  const files = new DataTransfer();
  files.items.add(new File([photo], photoName, { type: photo.type }));
  input.files = files.files;
}

/** What became of a form: sent, and where that led; or it has to wait; or there is something to ask of the reader. */
export type SendResult = { outcome: 'sent'; url: URL } | { outcome: 'waiting' | 'look'; url?: undefined };

/** Sends a form as the browser would. Only an answer that leads to where it is done counts as sent. */
export async function sendForm(waiting: WaitingForm, isDone: (url: URL) => boolean): Promise<SendResult> {
  const data = new FormData();
  for (const [name, value] of waiting.fields) data.append(name, value);
  if (waiting.photo) data.append('photo', waiting.photo, waiting.photoName);
  try {
    const answer = await fetch(waiting.action, { method: 'POST', body: data });
    const url = new URL(answer.url);
    if (answer.redirected && isDone(url)) return { outcome: 'sent', url };
    // Too many at once, a server that is being started anew, or nobody signed in any more: later it can be sent.
    const isForLater = answer.status >= 429 || answer.status === 401;
    return { outcome: isForLater ? 'waiting' : 'look' };
  } catch {
    return { outcome: 'waiting' };
  }
}

const firstPauseSeconds = 5;
const longestPauseSeconds = 120;

/** Does it again after a while, after ever longer ones while it keeps failing. */
export function createRetry(act: () => Promise<void>): () => void {
  let seconds = firstPauseSeconds;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => void act(), seconds * 1000);
    seconds = Math.min(seconds * 2, longestPauseSeconds);
  };
}

/** A page from the cache has a key that others may have used: each opening makes its own. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
