import { newId } from '../../../src/server/identifiers.ts';
import { everyone, only, type Place, query, type Row } from './row.ts';

const all = everyone(200);
const nobody = everyone(404);

/** A report of the place; a sensitive one is addressed to its station. */
async function numberIn({ database, zoneId, stationId }: Place, isSensitive: boolean, state?: string): Promise<string> {
  let reports = database
    .selectFrom('report')
    .select('trackingNumber')
    .where('zoneId', '=', zoneId)
    .where('isSensitive', '=', isSensitive)
    .where('isPublicPlace', '=', true);
  if (state && !isSensitive) reports = reports.where('state', '=', state);
  if (isSensitive) reports = reports.where('addressedTo', '=', stationId);
  const { trackingNumber } = await reports.executeTakeFirstOrThrow();
  return trackingNumber;
}

const page =
  (isSensitive: boolean, folder = '/reports') =>
  async (place: Place): Promise<string> =>
    `${folder}/${await numberIn(place, isSensitive)}`;

const refused = { public: 401 };
const queue = only(['planner', 'officer', 'supervisor', 'commander'], 200, refused);

/** Anybody reports; an ordinary report has a public page, a sensitive one has none, and its number opens nothing. */
export const reportRows: readonly Row[] = [
  { target: 'page /report', path: '/report', own: all },
  { target: 'page /reports', path: '/reports', own: all },
  { target: 'page /reports/[number]', path: page(false), own: all },
  { target: 'page /reports/[number]', what: 'sensitive', path: page(true), own: nobody },
  { target: 'page /queue', path: '/queue', own: queue },
  {
    target: 'page /queue/[number]',
    path: page(false, '/queue'),
    own: only(['planner', 'officer', 'supervisor'], 200, refused),
    foreign: only([], 200, refused),
  },
  {
    target: 'page /queue/[number]',
    what: 'sensitive',
    path: page(true, '/queue'),
    own: only(['officer', 'supervisor'], 200, refused),
    foreign: only([], 200, refused),
  },
  { target: 'procedure reports.list', path: query('reports.list', {}), own: all },
  {
    target: 'procedure reports.get',
    path: async (place) => query('reports.get', { trackingNumber: await numberIn(place, false) }),
    own: all,
  },
  {
    target: 'procedure reports.get',
    what: 'sensitive',
    path: async (place) => query('reports.get', { trackingNumber: await numberIn(place, true) }),
    own: nobody,
  },
  { target: 'procedure reports.queue', path: query('reports.queue', {}), own: queue },
  { target: 'procedure reports.meToo', path: '/trpc/reports.meToo', own: everyone(405) },
  ...[false, true].map(
    (isSensitive): Row => ({
      target: 'procedure reports.meToo',
      what: isSensitive ? 'sensitive' : 'open',
      path: '/trpc/reports.meToo',
      json: async (place) => ({ trackingNumber: await numberIn(place, isSensitive, 'received') }),
      own: isSensitive ? nobody : all,
    }),
  ),
  { target: 'procedure reports.submit', path: '/trpc/reports.submit', own: everyone(405) },
  { target: 'procedure reports.triage', path: '/trpc/reports.triage', own: everyone(405) },
  { target: 'page /reports/follow/[secret]', path: `/reports/follow/${newId()}`, own: nobody },
];
