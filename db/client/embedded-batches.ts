import type { PGlite } from '@electric-sql/pglite';

const ready = 'Z'.charCodeAt(0);
const failure = 'E'.charCodeAt(0);
const notice = 'N'.charCodeAt(0);
const row = 'D'.charCodeAt(0);
const idle = 'I'.charCodeAt(0);
const complete = 'C'.charCodeAt(0);
const suspended = 's'.charCodeAt(0);
const execute = 'E'.charCodeAt(0);
const query = 'Q'.charCodeAt(0);
const sync = 'S'.charCodeAt(0);
/**
 * What the server says when it is done with Parse, Bind, Execute and Query, unless it says ErrorResponse: ParseComplete,
 * BindComplete; CommandComplete, EmptyQueryResponse or PortalSuspended; ReadyForQuery.
 */
const endings = new Map(
  Object.entries({ P: '1', B: '2', E: 'CIs', Q: 'Z' }).map(([letter, ends]) => [
    letter.charCodeAt(0),
    new Set([...ends, 'E'].map((end) => end.charCodeAt(0))),
  ]),
);
/** Parse, Bind, Describe, Execute, Close, Flush: the parts of one extended query, which a Sync ends. */
const parts = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));

/**
 * The engine as the socket server should see it. The server hands over one protocol message at a time, and so (1) lets
 * clients' extended queries mix outside transactions, where the second Parse replaces the first one's statement, (2)
 * passes on the ReadyForQuery that the engine adds to an error in the middle of a query, beside the one that the Sync
 * brings, after which the client takes every answer for that of the query before, and (3) runs what a client sent after
 * its mistake. The engine itself (4) breaks a statement off when GEOS throws, as it does inside of overlays without a
 * grid size: it says nothing more, or that the statement is suspended, or done, and the client would take the rows until
 * then for the answer. (A statement without parameters that breaks in a transaction before its first row shows only when
 * that ends; then the end is an error.) Here a query's parts stay together, only Sync and Query are answered with
 * ReadyForQuery, what follows a mistake is skipped up to the Sync, as
 * https://www.postgresql.org/docs/current/protocol-flow.html asks, and a statement that was broken off is an error.
 *
 * An engine that broke a few statements off hangs. So it is left after the first, as soon as its transaction has ended,
 * for one that `reopen` makes, and is not even closed: what it had committed stands in its files, as after a crash.
 */
export function keepQueriesWhole(first: PGlite, reopen: () => Promise<PGlite>): PGlite {
  let engine = first;
  let isSound = true;
  let isInQuery = false;
  let hasFailed = false;
  /** The client knows that a statement of its transaction was broken off. */
  let hasTold = false;

  const leaveIfUnsound = async (): Promise<void> => {
    if (isSound || isInQuery || engine.isInTransaction()) return;
    engine = await reopen();
    isSound = true;
    hasTold = false;
  };

  const execProtocolRawStream: PGlite['execProtocolRawStream'] = async (message, options) => {
    await leaveIfUnsound();
    const type = message[0] ?? 0;
    const isPart = parts.has(type);
    if (isPart && hasFailed) return;
    isInQuery = isPart;
    const ends = endings.get(type);
    let hasEnded = false;
    let hasLeftovers = false;
    let rows = 0;
    const breakOff = (): void => {
      isSound = false;
      hasFailed = isPart;
      hasTold = true;
      options?.onRawData?.(brokenOff);
    };
    const forward = splitMessages((answer) => {
      const letter = answer[0] ?? 0;
      if (ends?.has(letter)) hasEnded = true;
      if (letter === failure && isPart) hasFailed = true;
      if (letter === row) rows += 1;
      if (letter === notice && tellsOfLeftovers(answer)) hasLeftovers = !hasTold;
      if (letter === ready && answer[5] === idle) hasTold = false;
      if (letter === ready && type !== sync && type !== query && isPart) return;
      const isCutShort = letter === suspended && wantsAllRows(message);
      if (isCutShort || (letter === complete && (hasLeftovers || isMiscounted(answer, rows)))) breakOff();
      else options?.onRawData?.(answer);
      if (letter === complete) rows = 0;
    });
    try {
      await engine.execProtocolRawStream(message, { ...options, onRawData: forward });
      if (ends && !hasEnded) {
        breakOff();
        if (type === query) options?.onRawData?.(readyAfterFailure(engine.isInTransaction()));
      }
    } finally {
      if (!isPart) hasFailed = false;
    }
  };
  const exec: PGlite['exec'] = (...parameters) => {
    // The server rolls back like this what a client has left behind.
    isInQuery = false;
    hasFailed = false;
    return engine.exec(...parameters);
  };
  const own: Partial<PGlite> = {
    execProtocolRawStream,
    exec,
    isInTransaction: () => isInQuery || engine.isInTransaction(),
  };
  return new Proxy(first, {
    get(_first, name) {
      const value = Reflect.get(own, name) ?? Reflect.get(engine, name);
      return typeof value === 'function' ? value.bind(engine) : value;
    },
  });
}

/** The error of a statement of which the engine said neither that it was done nor that it had failed. */
const brokenOff = messageOf('E', 'SERROR\0VERROR\0CXX000\0Mthe engine broke the statement off without a word\0\0');

/** Whether the engine has found something still held by a statement that was broken off. */
function tellsOfLeftovers(answer: Uint8Array): boolean {
  return /resource was not closed|snapshot \w+ still active/.test(Buffer.from(answer).toString('latin1'));
}

/** Whether a finished SELECT has sent more rows than it counts; one that fills a table counts and sends none. */
function isMiscounted(answer: Uint8Array, rows: number): boolean {
  const [, count] = /^SELECT (\d+)/.exec(Buffer.from(answer.subarray(5)).toString('latin1')) ?? [];
  return count !== undefined && Number(count) < rows;
}

/** Whether an Execute asks for all rows, so that the server has no reason to pause. */
function wantsAllRows(message: Uint8Array): boolean {
  return message[0] === execute && Buffer.from(message).readUInt32BE(message.length - 4) === 0;
}

const readyAfterFailure = (isInTransaction: boolean): Uint8Array => messageOf('Z', isInTransaction ? 'E' : 'I');

/** A message as the server writes it: a letter, a length that counts itself, the rest. */
function messageOf(letter: string, body: string): Uint8Array {
  const message = Buffer.alloc(5 + Buffer.byteLength(body));
  message.write(letter);
  message.writeInt32BE(message.length - 1, 1);
  message.write(body, 5);
  return message;
}

/** Cuts a stream of bytes into the server's messages: a letter, a length that counts itself, the rest. */
function splitMessages(onMessage: (message: Uint8Array) => void): (chunk: Uint8Array) => void {
  let rest: Uint8Array = new Uint8Array();
  return (chunk) => {
    rest = rest.length === 0 ? chunk : new Uint8Array(Buffer.concat([rest, chunk]));
    while (rest.length >= 5) {
      const length = 1 + new DataView(rest.buffer, rest.byteOffset).getUint32(1);
      if (rest.length < length) break;
      // The engine reuses its buffer.
      onMessage(rest.slice(0, length));
      rest = rest.subarray(length);
    }
    rest = rest.slice();
  };
}
