import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** Whether these are the first bytes of gzip. */
export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** A gzip would unpack to more than we take. */
export class TooMuchDataError extends Error {
  override name = 'TooMuchDataError';
}

/**
 * Unpacks, and fails with TooMuchDataError once more than `mostBytes` came out: a small file may hold a very large one.
 * A gzip that is cut off or broken throws zlib's error.
 */
export async function* gunzip(bytes: AsyncIterable<Buffer>, mostBytes: number): AsyncGenerator<Buffer> {
  const unpacked = createGunzip();
  // The error itself arrives where `unpacked` is read; this only keeps it from being reported twice.
  pipeline(Readable.from(bytes), unpacked, () => {});
  let total = 0;
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    total += chunk.length;
    if (total > mostBytes) throw new TooMuchDataError(`more than ${mostBytes} bytes`);
    yield chunk;
  }
}
