import { createHash } from 'node:crypto';
import type { Database } from '../../../db/client/database.ts';
import { findProfile } from './imports.queries.ts';
import type { ImportOptions } from './imports.schema.ts';
import { applyMapping, guessMapping } from './mapping.ts';
import { createRowReader, type RowReader, type RowResult } from './reading.ts';
import { type FileSource, openTable, type Table, type TableRow } from './table.ts';
import { targets } from './targets/all.ts';
import type { ImportTarget, TargetName } from './targets/target.ts';

const sampleRows = 200;

/** A file that is opened, understood as far as its first rows tell, and not yet read to the end. */
export interface PreparedImport {
  target: ImportTarget;
  table: Table;
  mapping: ReadonlyMap<string, number>;
  /** Required fields that neither a column nor a constant gives. */
  missing: string[];
  /** Whether the options come from the profile of an earlier file with the same header. */
  isKnownProfile: boolean;
  options: ImportOptions;
  headerHash: string;
  reader: RowReader;
  samples: readonly TableRow[];
  /** All rows, the samples included; may be walked once. */
  rows: AsyncIterable<TableRow>;
}

/** Opens a file, guesses its columns (or remembers them from the last file with this header) and reads a sample. */
export async function prepareImport(
  database: Database,
  request: { target: TargetName; source: FileSource; options: ImportOptions; now: Date },
): Promise<PreparedImport> {
  const target = targets[request.target];
  const table = await openTable(request.source);
  const headerHash = createHash('sha256').update(JSON.stringify(table.header)).digest('hex');
  const profile = await findProfile(database, request.target, headerHash);
  const options = { ...request.options };
  if (profile) {
    options.map = { ...profile.map, ...options.map };
    options.set = { ...profile.set, ...options.set };
    options.meanings = { ...profile.meanings, ...options.meanings };
    options.system ||= profile.system;
  }
  const mapping = applyMapping(table.header, guessMapping(table.header, target.fields), options.map);
  const { samples, rows } = await takeSamples(table.rows);
  return {
    target,
    table,
    mapping,
    missing: target.fields
      .filter((field) => field.isRequired && !mapping.has(field.name) && options.set[field.name] === undefined)
      .map((field) => field.name),
    isKnownProfile: profile !== undefined,
    options,
    headerHash,
    reader: createRowReader(target, table, mapping, options, samples, request.now),
    samples,
    rows,
  };
}

async function takeSamples(
  all: AsyncIterable<TableRow>,
): Promise<{ samples: TableRow[]; rows: AsyncIterable<TableRow> }> {
  const iterator = all[Symbol.asyncIterator]();
  const samples: TableRow[] = [];
  while (samples.length < sampleRows) {
    const next = await iterator.next();
    if (next.done) break;
    samples.push(next.value);
  }
  async function* rows(): AsyncGenerator<TableRow> {
    yield* samples;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  return { samples, rows: rows() };
}

/** What a person is shown before anything is saved. */
export interface Preview {
  header: string[];
  /** Field → column name. */
  mapping: Record<string, string>;
  missing: string[];
  system: string;
  isKnownProfile: boolean;
  rows: RowResult[];
  /** For incidents: how each written kind is understood, with how many of the sample say so. */
  kinds: { written: string; meaning: string; count: number }[];
}

/** Reads the sample as it would be stored. */
export function previewOf(prepared: PreparedImport): Preview {
  const rows = prepared.missing.length > 0 ? [] : prepared.samples.map((row) => prepared.reader.read(row));
  const column = prepared.mapping.get('kind') ?? -1;
  const hasKind = prepared.mapping.has('kind') || prepared.options.set.kind !== undefined;
  const kinds = new Map<string, { written: string; meaning: string; count: number }>();
  rows.forEach((result, index) => {
    const meaning = result.ok ? result.row.fields.kind : undefined;
    if (!hasKind || typeof meaning !== 'string') return;
    const written = prepared.options.set.kind ?? prepared.samples[index]?.cells[column] ?? '';
    const known = kinds.get(written) ?? { written, meaning, count: 0 };
    kinds.set(written, { ...known, count: known.count + 1 });
  });
  const named = [...prepared.mapping].map(([field, index]) => [field, prepared.table.header[index] ?? ''] as const);
  return {
    header: prepared.table.header,
    mapping: Object.fromEntries(named),
    missing: prepared.missing,
    system: prepared.reader.system,
    isKnownProfile: prepared.isKnownProfile,
    rows,
    kinds: [...kinds.values()],
  };
}
