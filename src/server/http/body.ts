import type { IncomingMessage } from 'node:http';
import { AppError } from '../errors.ts';

/** The largest body that we take. The page adapter enforces it too, for bodies that do not announce their length. */
export const largestBodyBytes = 12 * 1024 * 1024;

/**
 * Reads a body into memory, for what is small by nature.
 * @throws AppError `too-large` as soon as it is larger than that; `invalid` when it breaks off
 */
export async function readBody(request: IncomingMessage, largestBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    // Not destroyed, so that the refusal of what is too large can still be sent.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += chunk.length;
      if (length > largestBytes) throw new AppError('too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('invalid', 'the body broke off');
  }
  return Buffer.concat(chunks);
}

/** Whether the request announces a body over the limit. */
export function announcesTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers['content-length'] ?? 0) > largestBodyBytes;
}
