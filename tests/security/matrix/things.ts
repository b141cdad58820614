import { type Expression, type SqlBool, sql } from 'kysely';
import { everyone, type Outcome, only, type Place, query, type Row } from './row.ts';

/** `domain.md`'s table of who sees what, one thing of each kind: what one may not see answers as what is not there. */
const officers = ['officer', 'supervisor'] as const;
const all = everyone(200);
const nobody = everyone(404);

interface Thing {
  what: string;
  layer: string;
  find: (place: Place) => Promise<string>;
  own: Outcome;
  foreign?: Outcome;
}

const report = (wanted: { isSensitive: boolean; isPublicPlace?: boolean }) => async (place: Place) => {
  const { id } = await place.database
    .selectFrom('report')
    .select('id')
    .where('zoneId', '=', place.zoneId)
    .where('isSensitive', '=', wanted.isSensitive)
    .where('isPublicPlace', '=', wanted.isPublicPlace ?? true)
    .where(
      (row): Expression<SqlBool> =>
        wanted.isSensitive ? row('addressedTo', '=', place.stationId) : row('addressedTo', 'is', null),
    )
    .where('state', 'not in', ['duplicate', 'withdrawn'])
    .executeTakeFirstOrThrow();
  return id;
};

const proposal = (state: string) => async (place: Place) => {
  const { id } = await place.database
    .selectFrom('proposal')
    .select('id')
    .where('zoneId', '=', place.zoneId)
    .where('state', '=', state)
    .where('kind', 'not in', ['camera', 're-aim-camera'])
    .executeTakeFirstOrThrow();
  return id;
};

const first = (table: 'sosPost' | 'riskArea') => async (place: Place) => {
  let rows = place.database.selectFrom(table).select('id').where('zoneId', '=', place.zoneId);
  if (table === 'riskArea') rows = rows.where('state', '=', 'confirmed');
  return (await rows.executeTakeFirstOrThrow()).id;
};

/** A camera that belongs to nobody of the roles that ask but to the police. */
async function policeCamera(place: Place): Promise<string> {
  const { id } = await place.database
    .selectFrom('camera')
    .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
    .select('camera.id')
    .where('camera.zoneId', '=', place.zoneId)
    .orderBy(sql`organisation.kind = 'community-committee'`)
    .executeTakeFirstOrThrow();
  return id;
}

const things: readonly Thing[] = [
  { what: 'SOS post', layer: 'sos-posts', find: first('sosPost'), own: all },
  { what: 'confirmed risk area', layer: 'risk-areas', find: first('riskArea'), own: all },
  { what: 'ordinary report', layer: 'reports', find: report({ isSensitive: false }), own: all },
  {
    what: 'sensitive report to the station',
    layer: 'reports',
    find: report({ isSensitive: true }),
    own: only(officers),
    foreign: nobody,
  },
  { what: 'open proposal', layer: 'proposals', find: proposal('open'), own: all },
  { what: 'camera', layer: 'cameras', find: policeCamera, own: only(officers), foreign: nobody },
];

export const thingRows: readonly Row[] = [
  ...things.map(
    ({ what, layer, find, own, foreign = own }): Row => ({
      target: 'procedure map.detail',
      what,
      path: async (place) => query('map.detail', { layer, id: await find(place) }),
      own,
      foreign,
    }),
  ),
  {
    target: 'procedure incidents.record',
    what: 'far from any zone',
    path: '/trpc/incidents.record',
    json: () => ({ kind: 'theft', longitude: 0, latitude: 0, source: 'call' }),
    own: only(officers, 400, { public: 401 }),
  },
  {
    target: 'procedure incidents.change',
    what: 'of an incident that is not live',
    path: '/trpc/incidents.change',
    json: async ({ database, zoneId }: Place) => {
      const { id } = await database
        .selectFrom('incident')
        .select('id')
        .where('zoneId', '=', zoneId)
        .where('id', 'not in', (from) => from.selectFrom('incidentResponse').select('incidentId'))
        .executeTakeFirstOrThrow();
      return { id, from: 'new', to: 'acknowledged' };
    },
    own: nobody,
  },
];
