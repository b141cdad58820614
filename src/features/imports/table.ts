import type { Geometry } from 'geojson';
import { readCsv } from '../../formats/csv.ts';
import { readGeoJson } from '../../formats/geojson.ts';
import { gunzip, isGzip } from '../../formats/gzip.ts';
import { readXlsx } from '../../formats/xlsx.ts';

/** One row of whatever file, as text under the header's columns; `geometry` when the file has one of its own. */
export interface TableRow {
  line: number;
  cells: string[];
  geometry?: Geometry | null;
}

/** A file as a table. `rows` may be walked once. */
export interface Table {
  header: string[];
  rows: AsyncIterable<TableRow>;
  /** The coordinate system that the file names itself. */
  system: string | undefined;
}

/** Where the bytes come from; opened anew for each walk, so that a large file never has to be kept. */
export interface FileSource {
  name: string;
  open(): AsyncIterable<Buffer>;
}

const mostUnpackedBytes = 8 * 1024 ** 3;
const mostWholeFileBytes = 200 * 1024 ** 2;

/** The file holds no table, or one too large to be read at once. */
export class TableError extends Error {
  override name = 'TableError';
}

/** Opens CSV, .xlsx or GeoJSON, packed with gzip or not, told by content rather than by name. */
export async function openTable(source: FileSource): Promise<Table> {
  const { start, rest } = await peek(source.open());
  const bytes = isGzip(start) ? gunzip(rest, mostUnpackedBytes) : rest;
  const opened = isGzip(start) ? await peek(bytes) : { start, rest: bytes };
  if (opened.start.length === 0) throw new TableError('empty');
  if (isZip(opened.start)) return fromWorkbook(await readWhole(opened.rest));
  if (isJson(opened.start)) return fromGeoJson((await readWhole(opened.rest)).toString('utf8'));
  return fromCsv(opened.rest);
}

const isZip = (start: Uint8Array): boolean => start[0] === 0x50 && start[1] === 0x4b;

function isJson(start: Uint8Array): boolean {
  return new TextDecoder()
    .decode(start.subarray(0, 64))
    .replace(/^\ufeff/, '')
    .trimStart()
    .startsWith('{');
}

async function peek(bytes: AsyncIterable<Buffer>): Promise<{ start: Buffer; rest: AsyncIterable<Buffer> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* rest(): AsyncGenerator<Buffer> {
    if (!first.done) yield first.value;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { start: first.done ? Buffer.alloc(0) : first.value, rest: rest() };
}

async function readWhole(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > mostWholeFileBytes) throw new TableError('too-large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function fromCsv(bytes: AsyncIterable<Buffer>): Promise<Table> {
  const records = readCsv(bytes);
  const first = await records.next();
  if (first.done) throw new TableError('empty');
  return { header: first.value.cells.map((name) => name.trim()), rows: records, system: undefined };
}

function fromWorkbook(bytes: Buffer): Table {
  const { header, rows } = readXlsx(bytes);
  if (header.length === 0) throw new TableError('empty');
  return { header, rows: toAsync(rows), system: undefined };
}

function fromGeoJson(text: string): Table {
  const { features, system } = readGeoJson(text);
  const names = new Set<string>();
  if (features.some((feature) => feature.id !== undefined)) names.add('id');
  for (const feature of features) for (const name of Object.keys(feature.properties ?? {})) names.add(name);
  const header = [...names];
  const rows = features.map((feature, index) => ({
    line: index + 1,
    cells: header.map((name) => asText(feature.properties?.[name] ?? (name === 'id' ? feature.id : undefined))),
    geometry: feature.geometry,
  }));
  return { header, rows: toAsync(rows), system };
}

function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

async function* toAsync<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
