import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Random } from '../../../src/compute/random.ts';
import { layerIds } from '../../../src/features/map/layers.ts';
import { query } from '../matrix/row.ts';
import { listTargets } from '../matrix/targets.ts';

/** What there is to ask about: names that everybody knows, and names that somebody may have heard of. */
export interface Known {
  ids: string[];
  slugs: string[];
  trackingNumbers: string[];
  texts: string[];
  box: [west: number, south: number, east: number, north: number];
}

/** Everything with a name in a database, hidden things included: who asks may have guessed. */
export async function listKnown(database: Database): Promise<Known> {
  const listOf = async (statement: string): Promise<string[]> =>
    (await sql.raw<{ value: string }>(statement).execute(database)).rows.map(({ value }) => value);
  const tables = [
    'camera',
    'camera_survey',
    'plan',
    'siting_run',
    'incident',
    'report',
    'risk_area',
    'proposal',
    'project',
    'sos_post',
    'ballot',
    'file',
    'account',
  ];
  const ids = await Promise.all(
    tables.map((table) => listOf(`select id::text as value from ${table} order by md5(id::text) limit 60`)),
  );
  const { rows } = await sql<{ west: number; south: number; east: number; north: number }>`
    select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
    from (select st_extent(boundary) as box from zone) as zones`.execute(database);
  const { west = 0, south = 0, east = 0, north = 0 } = rows[0] ?? {};
  return {
    ids: ids.flat(),
    slugs: await listOf('select slug as value from zone order by slug'),
    trackingNumbers: await listOf('select tracking_number as value from report order by md5(id::text) limit 120'),
    texts: [
      ...(await listOf('select code as value from camera order by id')),
      ...(await listOf('select name_th as value from risk_area order by id')),
      ...(await listOf("select name_th as value from street where name_th <> '' order by id limit 40")),
      ...(await listOf('select left(words, 20) as value from report where words is not null order by id limit 40')),
    ],
    box: [west, south, east, north],
  };
}

/** A path that anybody may ask for, in one of both languages. */
export function makePath(random: Random, known: Known): string {
  const kind = random.weighted(
    ['tile', 'procedure', 'page'] as const,
    (name) => ({ tile: 4, procedure: 4, page: 3 })[name],
  );
  if (kind === 'tile') return makeTile(random, known);
  if (kind === 'procedure') return makeProcedure(random, known);
  return makePage(random, known);
}

function makeTile(random: Random, known: Known): string {
  const layer = random.pick(layerIds);
  if (random.chance(0.05)) return `/tiles/${layer}.json?zone=${random.pick(known.slugs)}`;
  const z = random.pick([9, 11, 12, 13, 14, 15, 16]);
  const [longitude, latitude] = placeIn(random, known);
  const x = Math.floor(((longitude + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  const asked = new URLSearchParams(filtersOf(random));
  if (random.chance(0.3)) asked.set('zone', random.pick(known.slugs));
  return `/tiles/${layer}/${z}/${x}/${y}.mvt?${asked}`;
}

function filtersOf(random: Random): Record<string, string> {
  const filters: Record<string, string> = {};
  if (random.chance(0.3)) filters.hours = random.pick(['0-6', '18-24', '22-4', '8-9']);
  if (random.chance(0.3)) filters.weekdays = random.pick(['1', '6,7', '1,2,3,4,5']);
  if (random.chance(0.3)) filters.kinds = random.pick(['theft', 'noise,quarrel', 'domestic', 'sexual']);
  if (random.chance(0.3))
    filters.from = `202${Math.floor(random.between(4, 6.9))}-0${Math.floor(random.between(1, 9.9))}`;
  if (random.chance(0.3)) filters.purpose = random.pick(['detect', 'discern', 'identify', 'plate-slow']);
  if (random.chance(0.3)) filters.scope = random.pick(['linked', 'all']);
  return filters;
}

function placeIn(random: Random, { box: [west, south, east, north] }: Known): [number, number] {
  return [random.between(west, east), random.between(south, north)];
}

function makeProcedure(random: Random, known: Known): string {
  const zone = random.chance(0.5) ? { zone: random.pick(known.slugs) } : {};
  const filters = filtersOf(random);
  const layer = random.pick(layerIds);
  const [west, south] = placeIn(random, known);
  const [width, height] = [random.between(0.0002, 0.02), random.between(0.0002, 0.02)];
  const box = [west, south, west + width, south + height];
  const corners = [
    [west, south],
    [west + width, south],
    [west + width, south + height],
    [west, south + height],
  ];
  const asks: (() => string)[] = [
    () => query('map.layers', { ...zone, filters }),
    () => query('map.search', { ...zone, text: random.pick(known.texts).slice(0, 100) || 'x' }),
    () => query('map.detail', { layer, id: random.pick(known.ids) }),
    () => query('map.inside', { polygon: corners, filters: { ...filters, ...zone } }),
    () => query('map.list', { ...zone, layer, bbox: box, filters }),
    () => query('incidents.live', { zones: [random.pick(known.slugs)] }),
    () => query('incidents.get', { id: random.pick(known.ids) }),
    () => query('incidents.queue', undefined),
  ];
  return random.pick(asks)();
}

/** A page of the portal, its parameters filled with what there is; sometimes with a question that lists take. */
function makePage(random: Random, known: Known): string {
  const page = random.pick(pages);
  const path = page.replaceAll(/\[(\w+)\]/g, (_whole, name: string) => {
    if (name === 'slug' || name === 'zone') return random.pick(known.slugs);
    if (name === 'number') {
      if (/report|queue/.test(page)) return random.pick(known.trackingNumbers);
      return String(Math.floor(random.between(1, 32)));
    }
    return random.pick(known.ids);
  });
  const asked = random.chance(0.3)
    ? `?page=${Math.floor(random.between(1, 4))}&zone=${random.pick(known.slugs)}&q=${encodeURIComponent(random.pick(known.texts))}`
    : '';
  return `${random.chance(0.5) ? '/en' : ''}${path === '/' ? '' : path}${asked}` || '/';
}

// What follows a secret, signing out, and what one has oneself say nothing of what is hidden; forms carry keys of their own.
const pages = listTargets()
  .filter((target) => target.startsWith('page ') && !/sign-out|secret|\/new$|failure|\/report$|export/.test(target))
  .map((target) => target.slice('page '.length));
