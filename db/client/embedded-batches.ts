import type { PGlite } from '@electric-sql/pglite';

const ready = 'Z'.charCodeAt(0);
const failure = 'E'.charCodeAt(0);
const query = 'Q'.charCodeAt(0);
const sync = 'S'.charCodeAt(0);
/** Parse, Bind, Describe, Execute, Close, Flush: the parts of one extended query, which a Sync ends. */
const parts = new Set([...'PBDECH'].map((letter) => letter.charCodeAt(0)));

/**
 * The engine as the socket server should see it. The server hands over one protocol message at a time, and so (1) lets
 * clients' extended queries mix outside transactions, where the second Parse replaces the first one's statement, (2)
 * passes on the ReadyForQuery that the engine adds to an error in the middle of a query, beside the one that the Sync
 * brings, after which the client takes every answer for that of the query before, and (3) runs what a client sent after
 * its mistake. Here a query's parts stay together, only Sync and Query are answered with ReadyForQuery, and what
 * follows a mistake is skipped up to the Sync, as https://www.postgresql.org/docs/current/protocol-flow.html asks.
 */
export function keepQueriesWhole(engine: PGlite): PGlite {
  let isInQuery = false;
  let hasFailed = false;

  const execProtocolRawStream: PGlite['execProtocolRawStream'] = async (message, options) => {
    const type = message[0] ?? 0;
    const isPart = parts.has(type);
    if (isPart && hasFailed) return;
    isInQuery = isPart;
    const forward = splitMessages((answer) => {
      if (answer[0] === failure && isPart) hasFailed = true;
      if (answer[0] === ready && type !== sync && type !== query && isPart) return;
      options?.onRawData?.(answer);
    });
    try {
      await engine.execProtocolRawStream(message, { ...options, onRawData: forward });
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
  return new Proxy(engine, {
    get(target, name) {
      const value = Reflect.get(own, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
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
