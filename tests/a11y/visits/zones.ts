import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

const riskArea =
  (state: string) =>
  async ({ database, zoneId }: Place) => {
    const areas = database.selectFrom('riskArea').select('id').where('zoneId', '=', zoneId);
    return `/risk-areas/${(await areas.where('state', '=', state).orderBy('id').executeTakeFirstOrThrow()).id}`;
  };

const zone = ({ slug }: Place) => `/zones/${slug}`;
const coverage = ({ slug }: Place) => `/zones/${slug}/coverage`;

/** Where it begins: zones, their risk areas and the map. The drawn map is looked at in `map.test.ts`. */
export const zoneVisits: readonly Visit[] = [
  ...byEach(['anonymous', 'officer'], { page: '/', state: 'content', path: '/' }),
  { page: '/', state: 'empty', at: 'bare', path: '/' },
  { page: '/failure', state: 'content', path: '/no-such-page', status: 404 },
  { page: '/map', state: 'content', path: '/map' },
  { page: '/map', state: 'empty', at: 'bare', path: '/map' },
  ...byEach(['anonymous', 'planner', 'officer', 'administrator'], { page: '/more', state: 'content', path: '/more' }),
  { page: '/zones', state: 'content', path: '/zones' },
  { page: '/zones', state: 'empty', at: 'bare', path: '/zones' },
  ...byEach(['anonymous', 'planner'], { page: '/zones/[slug]', state: 'content', path: zone }),
  { page: '/zones/[slug]', state: 'empty', at: 'empty', path: zone },
  ...byEach(['anonymous', 'officer'], { page: '/zones/[slug]/coverage', state: 'content', path: coverage }),
  { page: '/zones/[slug]/coverage', state: 'empty', at: 'empty', path: coverage },
  ...['confirmed', 'treated', 'watched'].map(
    (state): Visit => ({ page: '/risk-areas/[id]', state: 'content', what: state, path: riskArea(state) }),
  ),
  { page: '/risk-areas/[id]', state: 'content', as: 'officer', path: riskArea('confirmed') },
  { page: '/risk-areas/[id]', state: 'empty', at: 'young', path: riskArea('confirmed') },
  { page: '/risk-areas/[id]', state: 'mistake', as: 'officer', path: riskArea('confirmed'), form: { to: 'treated' } },
];
