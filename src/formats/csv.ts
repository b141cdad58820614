import { pipeline, Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { detectEncoding, type TextEncoding } from './text-encoding.ts';

const delimiters = [',', ';', '\t', '|'] as const;
const sampleBytes = 64 * 1024;

/** The delimiter that splits the first lines most evenly, outside quotation marks. */
export function guessDelimiter(sample: string): string {
  const lines = sample
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20);
  let best: string = ',';
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const least = Math.min(...counts);
    const score = least * lines.length - counts.filter((count) => count !== counts[0]).length;
    if (least > 0 && score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** One record of a CSV file with the line on which it ends. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/**
 * Reads CSV of any delimiter and of the encodings that `detectEncoding` knows, record by record; rows may have more or
 * fewer cells than the first. A quotation mark that never closes is an error that names its line.
 */
export async function* readCsv(bytes: AsyncIterable<Buffer>): AsyncGenerator<CsvRecord> {
  const { sample, rest } = await takeSample(bytes);
  const encoding = detectEncoding(sample);
  const delimiter = guessDelimiter(new TextDecoder(encoding).decode(sample));
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  });
  pipeline(Readable.from(decode(rest, encoding)), parser, () => {});
  for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
    yield { line: info.lines, cells: record };
  }
}

async function* decode(bytes: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Takes the first bytes to look at, and gives back everything, those bytes included. */
async function takeSample(bytes: AsyncIterable<Buffer>): Promise<{ sample: Buffer; rest: AsyncIterable<Buffer> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const taken: Buffer[] = [];
  let size = 0;
  while (size < sampleBytes) {
    const next = await iterator.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  async function* rest(): AsyncGenerator<Buffer> {
    yield* taken;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { sample: Buffer.concat(taken), rest: rest() };
}

/**
 * One line of CSV. A cell that a spreadsheet would take for a formula gets an apostrophe, so that opening the file runs
 * nothing.
 */
export function csvLine(cells: readonly string[]): string {
  return cells
    .map((cell) => (/^[=+@\t\r]|^-(?![\d.]+$)/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}
