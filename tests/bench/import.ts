import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { v7 } from 'uuid';
import { createRandom } from '../../src/compute/random.ts';
import { makeZone } from '../support/factories.ts';
import { median, round, say } from './support/median.ts';
import { type BenchDatabase, openBenchDatabase } from './support/postgres.ts';

/**
 * A million rows of CSV through the importer, against a bare COPY of the same rows into the same table with the same
 * indexes. Both start from an empty table; they take turns. The table is as it is in service, so checks, foreign keys
 * and the triggers that count incidents for the map work in both, once a statement. The importer also guesses the
 * columns, reads each value, keeps out what lies outside the zone or was brought in before, and starts its process.
 */
const rows = Number(process.env.BENCH_ROWS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const kinds = ['theft', 'burglary', 'vehicle-theft', 'quarrel', 'noise', 'assault'];
const start = Date.UTC(2023, 0, 1);

interface Row {
  kind: string;
  moment: string;
  longitude: string;
  latitude: string;
}

function* makeRows(center: readonly [number, number]): Generator<Row> {
  const random = createRandom('import bench');
  for (let index = 0; index < rows; index += 1) {
    yield {
      kind: random.pick(kinds),
      moment: new Date(start + Math.floor(random.next() * 1000 * 86_400) * 1000).toISOString(),
      longitude: (center[0] + (random.next() - 0.5) * 0.018).toFixed(6),
      latitude: (center[1] + (random.next() - 0.5) * 0.018).toFixed(6),
    };
  }
}

async function* csvOf(center: readonly [number, number]): AsyncGenerator<string> {
  yield 'id,kind,date,longitude,latitude\n';
  let chunk = '';
  let id = 0;
  for (const row of makeRows(center)) {
    chunk += `${++id},${row.kind},${row.moment},${row.longitude},${row.latitude}\n`;
    if (chunk.length > 1 << 18) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

async function* copyOf(center: readonly [number, number], zoneId: string): AsyncGenerator<string> {
  let chunk = '';
  let id = 0;
  for (const row of makeRows(center)) {
    const place = `SRID=4326;POINT(${row.longitude} ${row.latitude})`;
    chunk += `${v7()}\t${zoneId}\t${row.kind}\t${row.moment}\t${row.moment}\t${place}\tfeed\tbench\t${++id}\t2026-11-01T00:00:00Z\n`;
    if (chunk.length > 1 << 18) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

const columns = 'id, zone_id, kind, occurred_from, occurred_to, place, source, source_name, source_key, recorded_at';

/** Runs the importer as a person does; seconds and the most memory that its process held. */
async function runProduct(
  store: BenchDatabase,
  file: string,
  slug: string,
): Promise<{ seconds: number; peakMb: number }> {
  const startedAt = performance.now();
  const { scripts }: { scripts: { import: string } } = JSON.parse(readFileSync('package.json', 'utf8'));
  const [, ...script] = scripts.import.split(' ');
  const child = spawn(process.execPath, [...script, 'incidents', file, '--zone', slug, '--source', 'bench'], {
    env: { ...process.env, DATABASE_URL: store.url },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakKb = 0;
  const watch = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
    } catch {
      // It has just ended.
    }
  }, 100);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(watch);
  if (code !== 0) throw new Error(`The importer ended with ${code}.`);
  return { seconds: (performance.now() - startedAt) / 1000, peakMb: peakKb / 1024 };
}

async function runBaseline(store: BenchDatabase, file: string): Promise<number> {
  const client = await store.handle.pool.connect();
  try {
    const startedAt = performance.now();
    await pipeline(
      createReadStream(file, { highWaterMark: 1 << 18 }),
      client.query(copyFrom(`copy incident (${columns}) from stdin`)),
    );
    return (performance.now() - startedAt) / 1000;
  } finally {
    client.release();
  }
}

const store = await openBenchDatabase();
const folder = mkdtempSync(join(tmpdir(), 'szone-bench-'));
try {
  const zone = await makeZone(store.handle.database);
  const [csv, copy] = [join(folder, 'incidents.csv'), join(folder, 'incidents.copy')];
  await pipeline(Readable.from(csvOf(zone.center)), createWriteStream(csv));
  await pipeline(Readable.from(copyOf(zone.center, zone.id)), createWriteStream(copy));
  const clear = () => store.handle.pool.query('truncate incident cascade');
  const product: number[] = [];
  const baseline: number[] = [];
  let peakMb = 0;
  for (let turn = 1; turn <= rounds; turn += 1) {
    await clear();
    baseline.push(await runBaseline(store, copy));
    await clear();
    const run = await runProduct(store, csv, zone.slug);
    product.push(run.seconds);
    peakMb = Math.max(peakMb, run.peakMb);
    const { rows: stored } = await store.handle.pool.query('select count(*) as count from incident');
    if (stored[0]?.count !== rows) throw new Error(`${stored[0]?.count} rows were stored.`);
    say(
      `round ${turn}: importer ${round(run.seconds, 1)} s, COPY ${round(baseline.at(-1) ?? 0, 1)} s, ${round(run.peakMb, 0)} MB`,
    );
  }
  const ratio = round(median(product) / median(baseline));
  say(
    JSON.stringify({
      name: 'import',
      ratio,
      peakMb: round(peakMb, 0),
      rows,
      rounds,
      importSeconds: round(median(product), 1),
      copySeconds: round(median(baseline), 1),
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
  await store.remove();
}
