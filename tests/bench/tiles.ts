import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type pg from 'pg';
import { buildWhenNeeded } from '../../src/cli/build.ts';
import { type Tile, tileAt } from '../../src/compute/geometry/tiles.ts';
import { mergeIncidentCells } from '../../src/features/map/cells.service.ts';
import { type RunningServer, startServer } from '../../src/server/main.ts';
import { readSettings } from '../../src/server/settings.ts';
import { freePort } from '../support/server.ts';
import { buildCity, type City } from './support/city.ts';
import { median, round, say } from './support/median.ts';
import { openBenchDatabase } from './support/postgres.ts';

/**
 * Tiles of a million incidents over a city of 730 km², as large as 27 × 27 km. `ratio`: a public tile of zoom 14 from the server (cache cold,
 * compressed) over the bare ST_AsMVT query through `pg` with the same columns and filter; they take turns, tile by
 * tile. `warmSpeedup`: the same tile again. `lowZoomRatio`: the slowest of zooms 5 to 10, cold, over zoom 14, without
 * and with filters. `largestKb`: the largest tile before compression, of every zoom and of officers' tiles too.
 */
const incidents = Number(process.env.BENCH_ROWS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 41);

const agent = new Agent({ keepAlive: true });

interface Answer {
  milliseconds: number;
  body: Buffer;
}

function ask(url: string, headers: Record<string, string>): Promise<Answer> {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const asking = request(url, { agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
        resolve({ milliseconds: performance.now() - startedAt, body: Buffer.concat(chunks) });
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}

const compressed = { 'Accept-Encoding': 'gzip, deflate, br' };

/** What anybody would write: the tile's public columns, straight from the tables. */
async function askBare(pool: pg.Pool, { z, x, y }: Tile): Promise<Answer> {
  const startedAt = performance.now();
  const { rows } = await pool.query<{ tile: Buffer }>(
    `select st_asmvt(drawn, 'incidents', 4096, 'geometry') as tile
    from (
      select kind, count(*)::integer as count, month,
        st_asmvtgeom(st_transform(place, 3857), st_tileenvelope($1, $2, $3), 4096, 0) as geometry
      from (
        select snap_point.place, incident.kind, to_char(incident.occurred_from at time zone zone.time_zone, 'YYYY-MM') as month
        from snap_point
        join zone on zone.id = snap_point.zone_id and zone.snap_generation = snap_point.generation
        join incident on incident.snap_point_id = snap_point.id
        join incident_kind on incident_kind.code = incident.kind
        where snap_point.place && st_transform(st_tileenvelope($1, $2, $3), 4326)
          and incident.is_public and not incident_kind.is_sensitive
      ) as shown
      group by place, kind, month
    ) as drawn where geometry is not null`,
    [z, x, y],
  );
  return { milliseconds: performance.now() - startedAt, body: rows[0]?.tile ?? Buffer.alloc(0) };
}

const featuresIn = (bytes: Buffer): number => new VectorTile(new PbfReader(bytes)).layers.incidents?.length ?? 0;

function tilesOver(city: City, z: number): Tile[] {
  const first = tileAt([city.west, city.north], z);
  const last = tileAt([city.east, city.south], z);
  const tiles: Tile[] = [];
  for (let x = first.x; x <= last.x; x++) for (let y = first.y; y <= last.y; y++) tiles.push({ z, x, y });
  return tiles;
}

/** The tiles nearest to the city's middle, all of which lie wholly within it. */
function innerTiles(city: City, z: number, count: number): Tile[] {
  const middle = tileAt(city.center, z);
  const distance = ({ x, y }: Tile): number => Math.hypot(x - middle.x, y - middle.y);
  return tilesOver(city, z)
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, count);
}

const store = await openBenchDatabase();
let server: RunningServer | undefined;
try {
  const { database, pool } = store.handle;
  const startedAt = performance.now();
  const city = await buildCity(store.handle, { incidents });
  await mergeIncidentCells(database);
  await pool.query('vacuum analyze');
  say(`city made in ${round((performance.now() - startedAt) / 1000)} s`);

  await buildWhenNeeded(() => say('Building the pages …'));
  const settings = readSettings({ PORT: String(await freePort()), HOST: '127.0.0.1', DATABASE_URL: store.url });
  server = await startServer(settings);
  const { origin } = settings;
  const urlOf = ({ z, x, y }: Tile, query = ''): string => `${origin}/tiles/incidents/${z}/${x}/${y}.mvt${query}`;
  const forget = async (): Promise<void> => {
    await pool.query("select pg_notify('map_layer', 'incidents')");
    await sleep(15);
  };

  const near = innerTiles(city, 14, rounds);
  const rows = near.map(() => ({ bare: 0, cold: 0, warm: 0 }));
  let perTile = 0;
  // Once for both, so that neither reads from the disk.
  for (const tile of near) await askBare(pool, tile);
  for (const [at, tile] of near.entries()) {
    await forget();
    const bareFirst = at % 2 === 0 ? await askBare(pool, tile) : undefined;
    const cold = await ask(urlOf(tile), compressed);
    const bare = bareFirst ?? (await askBare(pool, tile));
    const warm = await ask(urlOf(tile), compressed);
    const plain = await ask(urlOf(tile), {});
    if (featuresIn(plain.body) !== featuresIn(bare.body)) throw new Error('the two tiles differ');
    perTile += featuresIn(bare.body) / near.length;
    rows[at] = { bare: bare.milliseconds, cold: cold.milliseconds, warm: warm.milliseconds };
  }
  const bareMs = median(rows.map((row) => row.bare));
  const coldMs = median(rows.map((row) => row.cold));
  const warmMs = median(rows.map((row) => row.warm));
  say(
    `zoom 14: ${round(perTile, 0)} features; bare ${round(bareMs)} ms, cold ${round(coldMs)} ms, warm ${round(warmMs)} ms`,
  );

  let lowMs = 0;
  for (const query of ['', '?kinds=theft,burglary,robbery', '?from=2025-10&to=2026-09']) {
    for (let z = 5; z <= 10; z++) {
      const tile = tileAt([(city.west + city.east) / 2, (city.south + city.north) / 2], z);
      const times: number[] = [];
      for (let round = 0; round < 9; round++) {
        await forget();
        times.push((await ask(urlOf(tile, query), compressed)).milliseconds);
      }
      say(`zoom ${z} ${query}: ${round(median(times))} ms`);
      lowMs = Math.max(lowMs, median(times));
    }
  }

  let largest = 0;
  for (let z = 0; z <= 16; z++) {
    const tiles = tilesOver(city, z);
    for (const tile of tiles.filter((_, at) => at % Math.ceil(tiles.length / 60) === 0)) {
      largest = Math.max(largest, (await ask(urlOf(tile), {})).body.length);
    }
  }
  const publicKb = largest / 1000;
  for (const tile of near.slice(0, 9)) {
    const buildings = `${origin}/tiles/buildings/${tile.z}/${tile.x}/${tile.y}.mvt`;
    largest = Math.max(largest, (await ask(buildings, {})).body.length);
  }
  say(
    JSON.stringify({
      name: 'tiles',
      ratio: round(coldMs / bareMs),
      warmSpeedup: round(coldMs / warmMs, 1),
      largestKb: round(largest / 1000, 1),
      lowZoomRatio: round(lowMs / coldMs),
      bareMs: round(bareMs),
      coldMs: round(coldMs),
      warmMs: round(warmMs),
      lowZoomMs: round(lowMs),
      featuresPerTile: round(perTile, 0),
      publicKb: round(publicKb, 1),
      incidents: city.incidents,
      rounds: near.length,
    }),
  );
} finally {
  agent.destroy();
  await server?.stop();
  await store.remove();
}
