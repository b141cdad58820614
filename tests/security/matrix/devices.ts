import { sql } from 'kysely';
import { leaveSource } from '../../support/sources.ts';
import { everyone, type Place, type Row } from './row.ts';

/** A device of the zone, of either kind. */
async function deviceIn({ database, zoneId }: Place): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    select id from camera where zone_id = ${zoneId} union all select id from sos_post where zone_id = ${zoneId}
    order by id limit 1`.execute(database);
  return `/devices/${rows[0]?.id}`;
}

const heartbeatOf = async (place: Place) => `${await deviceIn(place)}/heartbeat`;

async function pressOf({ database, zoneId }: Place): Promise<string> {
  const posts = database.selectFrom('sosPost').select('id').where('zoneId', '=', zoneId);
  return `/devices/${(await posts.executeTakeFirstOrThrow()).id}/press`;
}

const ingestOf = async ({ database, zoneId }: Place) =>
  `/ingest/incidents?source=${await leaveSource(database, zoneId)}`;

/** A device, or another system, is known by its signature alone: being signed in says nothing there, whoever one is. */
export const deviceRows: readonly Row[] = [
  { target: 'devices heartbeat', path: heartbeatOf, own: everyone(405) },
  {
    target: 'devices heartbeat',
    what: 'without a signature',
    path: heartbeatOf,
    json: () => ({ condition: 'working' }),
    own: everyone(404),
  },
  {
    target: 'analytics readings',
    path: '/analytics/00000000-0000-4000-8000-000000000000/generic',
    own: everyone(405),
  },
  {
    target: 'analytics readings',
    what: 'posted by somebody who has signed in, without the camera’s key',
    path: '/analytics/00000000-0000-4000-8000-000000000000/generic',
    form: {},
    own: everyone(404),
  },
  { target: 'devices press', path: pressOf, own: everyone(405) },
  { target: 'ingest incidents', path: ingestOf, own: everyone(405) },
  { target: 'ingest incidents', what: 'without a signature', path: ingestOf, json: () => ({}), own: everyone(404) },
  { target: 'devices press', what: 'without a signature', path: pressOf, json: () => ({}), own: everyone(404) },
];
