import { createPlan } from '../../../src/features/coverage/plans.service.ts';
import type { SitingRequest } from '../../../src/features/coverage/siting.schema.ts';
import { askSiting } from '../../../src/features/coverage/siting.service.ts';
import { leaveSiting, usualSiting } from '../../support/siting-questions.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

const riskArea =
  (state: string) =>
  async ({ database, zoneId }: Place) => {
    const areas = database.selectFrom('riskArea').select('id').where('zoneId', '=', zoneId);
    return `/risk-areas/${(await areas.where('state', '=', state).orderBy('id').executeTakeFirstOrThrow()).id}`;
  };

const zone = ({ slug }: Place) => `/zones/${slug}`;
const plans = ({ slug }: Place) => `/zones/${slug}/plans`;

/** A plan of an officer's that turns one camera, and names an event; or one that turns none. */
async function makePlan(place: Place, count: number): Promise<string> {
  const context = await place.contextAs('officer');
  const cameras = place.database.selectFrom('camera').select('id').where('zoneId', '=', place.zoneId);
  const rows = await cameras.where('link', '=', 'linked').orderBy('id').limit(count).execute();
  const nothing = { place: null, tiltDegrees: null, heightMeters: null, fieldDegrees: null, rangeMeters: null };
  const size = { imageWidthPixels: null, imageHeightPixels: null, reason: '' };
  const changes = rows.map(({ id }) => ({
    kind: 'aim' as const,
    cameraId: id,
    headingDegrees: 90,
    ...nothing,
    ...size,
  }));
  const event = count > 0 ? { name: 'สงกรานต์', turnBackOn: '2027-04-17' } : null;
  const about = { zoneId: place.zoneId, title: 'แผนลองหัน', purpose: 'detect', scope: 'linked', event } as const;
  return createPlan(context, { ...about, changes });
}

const plan =
  (count: number, after = '') =>
  async (place: Place) =>
    `${plans(place)}/${await makePlan(place, count)}${after}`;
const compared = async (place: Place) =>
  `${plans(place)}/compare?plan=${await makePlan(place, 1)}&plan=${await makePlan(place, 2)}`;
const coverage = ({ slug }: Place) => `/zones/${slug}/coverage`;
const streets = ({ slug }: Place) => `/zones/${slug}/streets`;
const siting = ({ slug }: Place) => `/zones/${slug}/siting`;

const openSiting = (state: 'working' | 'failed' | 'cancelled') => async (place: Place) =>
  `${siting(place)}/${await leaveSiting(place.database, place.zoneId, state)}`;

/** A question that the server itself has answered. */
const answeredSiting = (more: Partial<SitingRequest>) => async (place: Place) => {
  const id = await askSiting(await place.contextAs('officer'), place.slug, { ...usualSiting, ...more });
  const stateOf = async () => {
    const found = place.database.selectFrom('sitingRun').select('state').where('id', '=', id);
    return (await found.executeTakeFirstOrThrow()).state;
  };
  while (['waiting', 'working'].includes(await stateOf())) await new Promise((resolve) => setTimeout(resolve, 100));
  return `${siting(place)}/${id}`;
};
const sitingRun = { page: '/zones/[slug]/siting/[run]', as: 'officer' } as const;

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
  ...byEach(['anonymous', 'officer'], { page: '/coverage', state: 'content', path: '/coverage' }),
  { page: '/coverage', state: 'empty', at: 'empty', path: '/coverage' },
  ...byEach(['anonymous', 'officer'], { page: '/zones/[slug]/coverage', state: 'content', path: coverage }),
  { page: '/zones/[slug]/coverage', state: 'empty', at: 'empty', path: coverage },
  { page: '/zones/[slug]/streets', state: 'content', as: 'officer', path: streets },
  { page: '/zones/[slug]/streets', state: 'empty', as: 'officer', at: 'empty', path: streets },
  { page: '/zones/[slug]/streets', state: 'mistake', as: 'officer', path: streets, form: { street: '' } },
  { page: '/zones/[slug]/plans', state: 'content', as: 'officer', path: plans },
  { page: '/zones/[slug]/plans', state: 'empty', as: 'officer', at: 'empty', path: plans },
  { page: '/zones/[slug]/plans', state: 'mistake', as: 'officer', path: plans, form: { title: '' } },
  { page: '/zones/[slug]/plans/compare', state: 'content', as: 'officer', path: compared },
  { page: '/zones/[slug]/plans/[id]', state: 'content', as: 'officer', path: plan(2) },
  { page: '/zones/[slug]/plans/[id]', state: 'content', what: 'nothing yet', as: 'officer', path: plan(0) },
  { page: '/zones/[slug]/plans/[id]/tasks', state: 'content', as: 'officer', path: plan(2, '/tasks') },
  { page: '/zones/[slug]/plans/[id]/tasks', state: 'empty', as: 'officer', path: plan(0, '/tasks') },
  { page: '/zones/[slug]/siting', state: 'content', as: 'officer', path: siting },
  { page: '/zones/[slug]/siting', state: 'empty', as: 'officer', at: 'empty', path: siting },
  {
    page: '/zones/[slug]/siting',
    state: 'mistake',
    as: 'officer',
    path: siting,
    form: { kind: 'cameras', count: 'x', drawn: '{' },
  },
  { ...sitingRun, state: 'content', what: 'cameras', path: answeredSiting({ reAimFirst: true }) },
  { ...sitingRun, state: 'content', what: 'angles', path: answeredSiting({ kind: 'angles', withOwners: true }) },
  { ...sitingRun, state: 'content', what: 'posts', path: answeredSiting({ kind: 'sos-posts', goal: 'average' }) },
  { ...sitingRun, state: 'content', what: 'working', path: openSiting('working') },
  { ...sitingRun, state: 'empty', what: 'failed', path: openSiting('failed') },
  { ...sitingRun, state: 'empty', what: 'cancelled', path: openSiting('cancelled') },
  ...['confirmed', 'treated', 'watched'].map(
    (state): Visit => ({ page: '/risk-areas/[id]', state: 'content', what: state, path: riskArea(state) }),
  ),
  { page: '/risk-areas/[id]', state: 'content', as: 'officer', path: riskArea('confirmed') },
  { page: '/risk-areas/[id]', state: 'empty', at: 'young', path: riskArea('confirmed') },
  { page: '/risk-areas/[id]', state: 'mistake', as: 'officer', path: riskArea('confirmed'), form: { to: 'treated' } },
];
