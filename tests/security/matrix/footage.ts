import { newId } from '../../../src/server/identifiers.ts';
import { incidentOf } from './incidents.ts';
import { only, type Place, type Row } from './row.ts';

const askers = ['officer', 'supervisor'] as const;
const parties = ['partner', ...askers] as const;

/** A request for what one of the station's own cameras recorded, made when there is none. */
async function requestOf(place: Place): Promise<string> {
  const { database, zoneId } = place;
  const known = await database
    .selectFrom('footageRequest')
    .where('zoneId', '=', zoneId)
    .select('id')
    .executeTakeFirst();
  if (known) return known.id;
  const id = newId();
  const now = new Date();
  const [incidentId, camera, account] = [
    await incidentOf(place),
    await database
      .selectFrom('camera')
      .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
      .where('camera.zoneId', '=', zoneId)
      .select('camera.id')
      // The station's own first: the partner under test has no part in it.
      .orderBy(({ eb }) => eb('organisation.kind', '=', 'police-unit'), 'desc')
      .executeTakeFirstOrThrow(),
    await database.selectFrom('account').select('id').executeTakeFirstOrThrow(),
  ];
  const times = { fromAt: new Date(now.getTime() - 600_000), toAt: now, createdAt: now };
  await database
    .insertInto('footageRequest')
    .values({ id, zoneId, incidentId, requestedBy: account.id, ...times })
    .execute();
  await database
    .insertInto('footageAsk')
    .values({ id: newId(), requestId: id, zoneId, cameraId: camera.id, changedAt: now })
    .execute();
  return id;
}

/** Requests for footage: asked by officers, answered by the owners of the cameras. */
export const footageRows: readonly Row[] = [
  { target: 'page /footage', path: '/footage', own: only(parties, 200, { public: 401 }) },
  { target: 'page /footage/new', path: '/footage/new', own: only(askers, 200, { public: 401 }) },
  {
    target: 'page /footage/new',
    what: 'without cameras',
    path: async (place) => `/footage/new?incident=${await incidentOf(place)}`,
    form: { minutesBefore: '10', minutesAfter: '20' },
    own: only(askers, 422, { public: 401 }),
    foreign: only([], 404, { public: 401 }),
  },
  {
    target: 'page /footage/[id]',
    path: async (place) => `/footage/${await requestOf(place)}`,
    own: only(askers, 200, { public: 401 }),
    foreign: only([], 404, { public: 401 }),
  },
  {
    target: 'page /footage/[id]',
    what: 'without a step',
    path: async (place) => `/footage/${await requestOf(place)}`,
    form: {},
    own: only(askers, 422, { public: 401 }),
    foreign: only([], 404, { public: 401 }),
  },
];
