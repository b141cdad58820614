import { recordIncident } from '../../../src/features/incidents/recording.service.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

/** A live incident that has just been recorded here. */
export async function incident(place: Place): Promise<string> {
  const { point } = await place.database
    .selectFrom('landmark')
    .where('zoneId', '=', place.zoneId)
    .select(({ fn }) => fn<unknown>('st_asgeojson', ['place']).as('point'))
    .executeTakeFirstOrThrow();
  const [longitude, latitude] = JSON.parse(String(point)).coordinates;
  const told = { kind: 'quarrel', source: 'call', summary: 'ทะเลาะกันหน้าตลาด', priority: 2 } as const;
  const { id } = await recordIncident(await place.contextAs('officer'), { longitude, latitude, ...told });
  return `/incidents/${id}`;
}

/** The same incident in the command room. */
const inRoom = (path: string): string => `/command?incident=${path.split('/').at(-1)}`;

/** The work with live incidents. */
export const incidentVisits: readonly Visit[] = [
  ...byEach(['officer', 'commander'], { page: '/incidents', state: 'content', path: '/incidents' }),
  { page: '/incidents', state: 'empty', as: 'officer', at: 'empty', path: '/incidents' },
  ...byEach(['officer', 'commander'], { page: '/incidents/figures', state: 'content', path: '/incidents/figures' }),
  { page: '/incidents/figures', state: 'empty', as: 'officer', at: 'empty', path: '/incidents/figures' },
  { page: '/incidents/new', state: 'content', as: 'officer', path: '/incidents/new' },
  { page: '/incidents/new', state: 'mistake', as: 'officer', path: '/incidents/new', form: { kind: 'noise' } },
  { page: '/command', state: 'content', as: 'officer', path: '/command' },
  {
    page: '/command',
    state: 'content',
    what: 'chosen',
    as: 'officer',
    path: async (place) => inRoom(await incident(place)),
  },
  { page: '/command', state: 'empty', as: 'officer', at: 'empty', path: '/command' },
  ...byEach(['officer', 'commander'], { page: '/incidents/[id]', state: 'content', path: incident }),
  { page: '/incidents/[id]', state: 'mistake', as: 'officer', path: incident, form: { from: 'new', to: 'closed' } },
];
