import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'identity' | 'gzip' | 'br';

/** A tile that was made: its bytes in each encoding that somebody asked for, and what its content is recognised by. */
export interface MadeTile {
  /** The same for the same content. */
  tag: string;
  bytes(encoding: Encoding): Promise<Uint8Array>;
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify<Uint8Array, { params: Record<number, number> }, Buffer>(brotliCompress);

/** Wraps the bytes of a tile; each encoding is made once, when somebody asks for it. */
export function wrapTile(raw: Uint8Array): MadeTile {
  const encoded: Partial<Record<Encoding, Promise<Uint8Array>>> = { identity: Promise.resolve(raw) };
  const compress = {
    identity: async () => raw,
    gzip: () => gzipAsync(raw, { level: 1 }),
    br: () => brotliAsync(raw, { params: { [constants.BROTLI_PARAM_QUALITY]: 3 } }),
  };
  return {
    tag: createHash('sha256').update(raw).digest('base64url').slice(0, 22),
    bytes(encoding) {
      encoded[encoding] ??= compress[encoding]();
      return encoded[encoding];
    },
  };
}
