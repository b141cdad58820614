import { setTimeout as sleep } from 'node:timers/promises';
import { tileAt } from '../../../src/compute/geometry/tiles.ts';
import { layerIds } from '../../../src/features/map/layers.ts';
import { everyone, only, type Place, type Row } from './row.ts';

const ask = (procedure: string, input: unknown): string =>
  `/trpc/map.${procedure}?${new URLSearchParams({ input: JSON.stringify(input) })}`;

/** The detail of one thing of the zone; `find` names its table and what must hold of it. */
const detailOf =
  (layer: string, find: (place: Place) => Promise<{ id: string }>) =>
  async (place: Place): Promise<string> =>
    ask('detail', { layer, id: (await find(place)).id });

/** Coverage is worked out by a job that may still be at it. */
async function findGap({ database, zoneId }: Place): Promise<{ id: string }> {
  for (let patience = 300; patience > 0; patience--) {
    const gap = await database.selectFrom('coverageGap').where('zoneId', '=', zoneId).select('id').executeTakeFirst();
    if (gap) return gap;
    await sleep(100);
  }
  throw new Error('No gap was found in time.');
}

const ownOfficers = only(['officer', 'supervisor']);
const nobody = everyone(404);

/** A tile over the middle of the zone: everybody gets one; what is in it is tested where tiles are. */
const tileRows: readonly Row[] = layerIds.map((layer) => ({
  target: `tiles ${layer}`,
  path: async ({ database, zoneId }) => {
    const { point } = await database
      .selectFrom('landmark')
      .where('zoneId', '=', zoneId)
      .select(({ fn }) => fn<{ coordinates: [number, number] }>('st_asgeojson', ['place']).as('point'))
      .executeTakeFirstOrThrow();
    const { coordinates } = typeof point === 'string' ? JSON.parse(point) : point;
    const { z, x, y } = tileAt(coordinates, 15);
    return `/tiles/${layer}/${z}/${x}/${y}.mvt`;
  },
  own: everyone(200),
}));

export const mapRows: readonly Row[] = [
  { target: 'page /map', path: '/map', own: everyone(200) },
  { target: 'page /maps/[zone].svg', path: ({ slug }) => `/maps/${slug}.svg`, own: everyone(200) },
  ...tileRows,
  { target: 'procedure map.layers', path: ({ slug }) => ask('layers', { zone: slug }), own: everyone(200) },
  { target: 'procedure map.search', path: ask('search', { text: 'ซอย' }), own: everyone(200) },
  {
    target: 'procedure map.list',
    path: ({ slug }) => ask('list', { layer: 'incidents', zone: slug }),
    own: everyone(200),
  },
  {
    target: 'procedure map.inside',
    path: ask('inside', {
      polygon: [
        [100.5, 13.7],
        [100.51, 13.7],
        [100.5, 13.71],
      ],
    }),
    own: everyone(200),
  },
  {
    target: 'procedure map.detail',
    what: 'of an incident',
    path: detailOf('incidents', ({ database, zoneId }) =>
      database.selectFrom('incident').where('zoneId', '=', zoneId).select('id').executeTakeFirstOrThrow(),
    ),
    own: ownOfficers,
    foreign: nobody,
  },
  {
    target: 'procedure map.detail',
    what: 'of a gap in cover',
    path: detailOf('coverage-gaps', findGap),
    own: ownOfficers,
    foreign: nobody,
  },
  {
    target: 'procedure map.detail',
    what: 'of a zone',
    path: ({ zoneId }) => ask('detail', { layer: 'zones', id: zoneId }),
    own: everyone(200),
  },
];
