/**
 * How bytes of a text file are to be read: UTF-8 (with or without a byte-order mark) when they are valid UTF-8, else
 * Windows-874, which older Thai systems write. UTF-16 is told by its mark.
 */
export type TextEncoding = 'utf-8' | 'windows-874' | 'utf-16le' | 'utf-16be';

/** Tells the encoding from the beginning of a file. A character cut off at the end of `sample` is no mistake. */
export function detectEncoding(sample: Uint8Array): TextEncoding {
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-874';
  }
}
