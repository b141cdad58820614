import { createReadStream, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../db/client/migrate.ts';
import { openDatabase } from '../../db/client/open.ts';
import { importOptions, targetName } from '../features/imports/imports.schema.ts';
import { type ImportResult, runImport } from '../features/imports/imports.service.ts';
import { type PreparedImport, prepareImport, previewOf } from '../features/imports/prepare.ts';
import { problemOf, rejectedCsv } from '../features/imports/problems.ts';
import type { FileSource } from '../features/imports/table.ts';
import { fill } from '../i18n/format.ts';
import { messagesFor } from '../i18n/messages.ts';
import type { Viewer } from '../server/access.ts';
import { readSettings } from '../server/settings.ts';

const usage = `npm run import -- incidents|cameras|sos-posts|areas|streets|buildings FILE [options]

  --map FIELD=COLUMN       read a field from this column (repeat; an empty column takes the field away)
  --set FIELD=VALUE        every row has this value (e.g. --set kind=vehicle-theft)
  --mean FIELD:TEXT=VALUE  what a written value means (e.g. --mean "kind:BLACKMAIL=other")
  --crs EPSG:32647         coordinate system: 4326, 3857, 32647, 32648, 24047, 24048 or a proj4 text
  --source NAME            where the data is from; rows are known by it when they come again (default: the file's name)
  --zone SLUG              put rows into this zone; those outside are refused
  --create-zone NAME       make a zone around the rows (or use the one of that name)
  --time-zone NAME         time zone of the dates (default Asia/Bangkok)
  --owner NAME             who owns the cameras
  --dry-run                show how the file is read and save nothing

DATABASE_URL or DATA_DIR say where to. Without --zone or --create-zone each row goes to the zone that contains it.
`;

const { imports: words } = messagesFor('en');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** The command line stands for whoever may open the database anyway. */
const operator: Viewer = {
  account: {
    id: '00000000-0000-0000-0000-000000000000',
    displayName: 'operator',
    verification: 'none',
    isAdministrator: true,
    isDemonstration: false,
  },
  roles: new Map(),
  organisationIds: [],
  memberships: [],
};

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      map: { type: 'string', multiple: true, default: [] },
      set: { type: 'string', multiple: true, default: [] },
      mean: { type: 'string', multiple: true, default: [] },
      crs: { type: 'string' },
      source: { type: 'string' },
      zone: { type: 'string' },
      'create-zone': { type: 'string' },
      'time-zone': { type: 'string' },
      owner: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    },
  });
  const [target, file] = positionals;
  if (file === undefined || positionals.length !== 2) throw new TypeError('one kind of thing and one file are needed');
  const options = importOptions.parse({
    map: pairs(values.map),
    set: pairs(values.set),
    meanings: pairs(values.mean),
    system: values.crs,
    source: values.source ?? basename(file),
    zone: values.zone,
    createZone: values['create-zone'],
    timeZone: values['time-zone'],
    owner: values.owner,
  });
  return { target: targetName.parse(target), file, options, isDryRun: values['dry-run'] };
}

function pairs(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 1) throw new TypeError(`"${pair}" is not NAME=VALUE`);
      return [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}

function showReading(prepared: PreparedImport): void {
  const preview = previewOf(prepared);
  say(
    `Coordinate system: ${preview.system}${preview.isKnownProfile ? '   (columns as in an earlier file with this header)' : ''}`,
  );
  for (const field of prepared.target.fields) {
    const constant = prepared.options.set[field.name];
    const column = preview.mapping[field.name];
    const from = constant !== undefined ? `= ${constant}` : column !== undefined ? `← ${column}` : '–';
    say(`  ${field.name.padEnd(12)} ${from}${field.isRequired ? '  (required)' : ''}`);
  }
  for (const kind of preview.kinds) say(`  "${kind.written}" is read as ${kind.meaning} (${kind.count} of the sample)`);
  for (const result of preview.rows.slice(0, 5)) {
    if (result.ok) say(`  line ${result.row.line}: ${JSON.stringify(result.row.fields)}`);
    else say(`  line ${result.line}: ${words[result.reason]}`);
  }
}

function countsOf(result: ImportResult): Record<string, number> {
  const { read, added, changed, same, rejected } = result;
  return { read, added, changed, same, rejected: rejected.size };
}

/** A bar that redraws itself on a terminal and stays out of logs. */
function showProgress(phase: 'reading' | 'storing', rows: number, total: number | undefined): void {
  if (!process.stderr.isTTY) return;
  const width = 30;
  const done = total ? Math.round((rows / total) * width) : 0;
  const bar = total ? `[${'#'.repeat(done)}${' '.repeat(width - done)}]` : '';
  process.stderr.write(`\r${phase} ${rows.toLocaleString('en')} ${bar}   `);
}

async function main(): Promise<number> {
  const { target, file, options, isDryRun } = readArguments();
  const source: FileSource = { name: file, open: () => createReadStream(file) };
  const handle = await openDatabase(readSettings(process.env));
  let isCancelled = false;
  process.once('SIGINT', () => {
    isCancelled = true;
  });
  try {
    await migrate(handle.database);
    const now = new Date();
    const prepared = await prepareImport(handle.database, { target, source, options, now });
    showReading(prepared);
    if (prepared.missing.length > 0) {
      say(fill(words.missing, { names: prepared.missing.join(', ') }));
      return 1;
    }
    if (isDryRun) {
      say('Nothing was saved (--dry-run).');
      return 0;
    }
    const context = { handle, viewer: operator, now, isCancelled: () => isCancelled, onProgress: showProgress };
    const result = await runImport(context, prepared);
    if (process.stderr.isTTY) process.stderr.write('\n');
    say(fill(words.counts, countsOf(result)));
    if (result.rejected.size > 0) {
      const path = `${file}.rejected.csv`;
      writeFileSync(path, await rejectedCsv(source, result.rejected, 'en'));
      say(`The refused rows are in ${path}`);
    }
    if (result.isCancelled) say(words.cancelled);
    return result.isCancelled ? 130 : 0;
  } catch (error) {
    const problem = problemOf(error, 'en');
    if (problem === undefined) throw error;
    process.stderr.write(`${problem}\n`);
    return 1;
  } finally {
    await handle.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof TypeError) && !(error instanceof Error && error.name === '$ZodError')) throw error;
  process.stderr.write(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
