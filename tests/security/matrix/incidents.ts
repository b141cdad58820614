import { sql } from 'kysely';
import { newId } from '../../../src/server/identifiers.ts';
import { everyone, only, type Place, type Row } from './row.ts';

const workers = ['officer', 'supervisor'] as const;
const followers = [...workers, 'commander'] as const;

const input = (value: unknown): string => `?input=${encodeURIComponent(JSON.stringify(value))}`;

/** A live incident of the zone, made when there is none. */
export async function incidentOf({ database, zoneId }: Place): Promise<string> {
  const row = await database
    .selectFrom('incidentResponse')
    .where('zoneId', '=', zoneId)
    .select('incidentId')
    .executeTakeFirst();
  if (row) return row.incidentId;
  const id = newId();
  const now = new Date();
  const place = sql<string>`(select st_pointonsurface(boundary) from zone where id = ${zoneId})`;
  const times = { occurredFrom: now, occurredTo: now, recordedAt: now };
  await database
    .insertInto('incident')
    .values({ id, zoneId, kind: 'noise', place, source: 'call', ...times })
    .execute();
  await database
    .insertInto('incidentResponse')
    .values({ incidentId: id, zoneId, priority: 4, changedAt: now })
    .execute();
  return id;
}

/** Live incidents: worked on by officers, followed by commanders, and streamed to everybody as each may see them. */
export const incidentRows: readonly Row[] = [
  { target: 'page /incidents', path: '/incidents', own: only(followers, 200, { public: 401 }) },
  { target: 'page /incidents/figures', path: '/incidents/figures', own: only(followers, 200, { public: 401 }) },
  { target: 'page /incidents/new', path: '/incidents/new', own: only(workers, 200, { public: 401 }) },
  {
    target: 'page /incidents/new',
    what: 'empty',
    path: '/incidents/new',
    form: {},
    own: only(workers, 422, { public: 401 }),
  },
  { target: 'page /command', path: '/command', own: only(workers, 200, { public: 401 }) },
  {
    target: 'page /incidents/[id]',
    path: async (place) => `/incidents/${await incidentOf(place)}`,
    own: only(followers),
    foreign: everyone(404),
  },
  {
    target: 'page /incidents/[id]',
    what: 'a step without a state',
    path: async (place) => `/incidents/${await incidentOf(place)}`,
    form: { to: 'acknowledged' },
    own: only(followers, 422),
    foreign: everyone(404),
  },
  {
    target: 'procedure incidents.live',
    path: (place) => `/trpc/incidents.live${input({ zones: [place.slug] })}`,
    own: everyone(200),
  },
  { target: 'procedure incidents.queue', path: '/trpc/incidents.queue', own: only(followers, 200, { public: 401 }) },
  {
    target: 'procedure incidents.get',
    path: async (place) => `/trpc/incidents.get${input({ id: await incidentOf(place) })}`,
    own: only(followers),
    foreign: everyone(404),
  },
  {
    target: 'procedure incidents.choices',
    path: '/trpc/incidents.choices',
    own: only(workers, 200, { public: 401 }),
  },
  {
    target: 'procedure incidents.surroundings',
    path: async (place) => `/trpc/incidents.surroundings${input({ id: await incidentOf(place) })}`,
    own: only(workers),
    foreign: everyone(404),
  },
  {
    target: 'page /incidents/[id]',
    what: 'a note without words',
    path: async (place) => `/incidents/${await incidentOf(place)}?do=note`,
    form: { note: '' },
    own: only(followers, 422),
    foreign: everyone(404),
  },
  {
    target: 'page /incidents/[id]',
    what: 'a step that its kind has not',
    path: async (place) => `/incidents/${await incidentOf(place)}?do=step`,
    form: { code: 'fire-brigade', isDone: 'yes' },
    own: { ...only(workers, 422), commander: 404 },
    foreign: everyone(404),
  },
  { target: 'procedure incidents.note', path: '/trpc/incidents.note', own: everyone(405) },
  { target: 'procedure incidents.mark', path: '/trpc/incidents.mark', own: everyone(405) },
  // Over GET a change is refused before anybody is asked who they are.
  { target: 'procedure incidents.record', path: '/trpc/incidents.record', own: everyone(405) },
  { target: 'procedure incidents.change', path: '/trpc/incidents.change', own: everyone(405) },
  {
    target: 'procedure live.incidents',
    path: (place) => `/trpc/live.incidents${input({ zones: [place.slug] })}`,
    own: everyone(200),
  },
  {
    target: 'procedure live.incidents',
    what: 'as /live',
    path: (place) => `/live?zone=${place.slug}`,
    own: everyone(200),
  },
];
