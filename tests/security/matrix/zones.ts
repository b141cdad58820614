import { newId } from '../../../src/server/identifiers.ts';
import { leaveSiting } from '../../support/siting-questions.ts';
import { everyone, only, type Place, type Row } from './row.ts';

/** A risk area of the zone in one of these states. */
async function riskAreaIn({ database, zoneId }: Place, states: string[]): Promise<string> {
  const area = await database
    .selectFrom('riskArea')
    .where('zoneId', '=', zoneId)
    .where('state', 'in', states)
    .select('id')
    .orderBy('id')
    .executeTakeFirst();
  return area?.id ?? '01990000-0000-7000-8000-000000000000';
}

const page = (states: string[]) => async (place: Place) => `/risk-areas/${await riskAreaIn(place, states)}`;
const withheld = ['proposed', 'dismissed'];
const confirmed = ['confirmed'];
const zone = ({ slug }: Place) => `/zones/${slug}`;
const coverage = ({ slug }: Place) => `/zones/${slug}/coverage`;

/** A plan of the zone, made when there is none. */
async function planOf({ database, zoneId }: Place): Promise<string> {
  const known = await database.selectFrom('plan').where('zoneId', '=', zoneId).select('id').executeTakeFirst();
  if (known) return known.id;
  const { id: createdBy } = await database.selectFrom('account').select('id').limit(1).executeTakeFirstOrThrow();
  const shares = { sureBefore: 0, likelyBefore: 0, sureAfter: 0, likelyAfter: 0 };
  const gaps = { gapsBefore: 0, gapsAfter: 0, gapSquareMetersBefore: 0, gapSquareMetersAfter: 0 };
  const at = new Date();
  const row = { ...shares, ...gaps, zoneId, createdBy, computedAt: at, createdAt: at, changedAt: at };
  const id = newId();
  const values = { ...row, id, title: 'แผนทดลอง', purpose: 'detect', scope: 'linked' };
  await database.insertInto('plan').values(values).execute();
  return id;
}

const plan =
  (after = '') =>
  async (place: Place) =>
    `/zones/${place.slug}/plans/${await planOf(place)}${after}`;
const officers = ['officer', 'supervisor'] as const;
/** Plans tell where cameras are: for everybody but officers of the zone there are none. */
const planned = { own: only(officers), foreign: everyone(404) };
const siting = ({ slug }: Place) => `/zones/${slug}/siting`;

/** A question that was cancelled, with nothing more to be done to it. */
const sitingRun = async ({ slug, zoneId, database }: Place) =>
  `/zones/${slug}/siting/${await leaveSiting(database, zoneId, 'cancelled')}`;
const procedure = (name: string, input: object) =>
  `/trpc/zones.${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
const nobody = everyone(404);

/** Zones and confirmed risk areas are public; a place that is only suspected is known to who works there. */
export const zoneRows: readonly Row[] = [
  { target: 'page /more', path: '/more', own: everyone(200) },
  { target: 'page /zones', path: '/zones', own: everyone(200) },
  { target: 'page /zones/[slug]', path: zone, own: everyone(200) },
  { target: 'page /zones/[slug]', what: 'missing', path: '/zones/no-such-zone', own: nobody },
  { target: 'page /coverage', path: '/coverage', own: everyone(200) },
  { target: 'page /zones/[slug]/coverage', path: coverage, own: everyone(200) },
  { target: 'page /zones/[slug]/siting', path: siting, own: only(officers), foreign: nobody },
  {
    target: 'page /zones/[slug]/siting',
    what: 'a question that cannot be asked',
    path: siting,
    form: { kind: 'cameras', count: 'x' },
    own: only(officers, 422),
    foreign: nobody,
  },
  { target: 'page /zones/[slug]/siting/[run]', path: sitingRun, own: only(officers), foreign: nobody },
  {
    target: 'page /zones/[slug]/siting/[run]',
    what: 'cancelling what is over',
    path: async (place) => `${await sitingRun(place)}?do=cancel`,
    form: { sure: 'yes' },
    own: only(officers, 409),
    foreign: nobody,
  },
  {
    target: 'page /zones/[slug]/siting/[run]',
    what: 'keeping what has no answer',
    path: async (place) => `${await sitingRun(place)}?do=keep`,
    form: { sure: 'yes' },
    own: only(officers, 409),
    foreign: nobody,
  },
  { target: 'page /zones/[slug]/coverage', what: 'missing', path: '/zones/no-such-zone/coverage', own: nobody },
  { target: 'page /zones/[slug]/streets', path: ({ slug }) => `/zones/${slug}/streets`, ...planned },
  {
    target: 'page /zones/[slug]/streets',
    what: 'closing none',
    path: ({ slug }) => `/zones/${slug}/streets`,
    form: { street: '' },
    own: only(officers, 422),
    foreign: everyone(404),
  },
  { target: 'page /zones/[slug]/plans', path: ({ slug }) => `/zones/${slug}/plans`, ...planned },
  {
    target: 'page /zones/[slug]/plans',
    what: 'a plan without a name',
    path: ({ slug }) => `/zones/${slug}/plans`,
    form: { title: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /zones/[slug]/plans',
    what: 'working out what is old',
    path: ({ slug }) => `/zones/${slug}/plans?do=renew`,
    form: {},
    own: only(officers, 303),
    foreign: nobody,
  },
  { target: 'page /zones/[slug]/plans/compare', path: ({ slug }) => `/zones/${slug}/plans/compare`, ...planned },
  { target: 'page /zones/[slug]/plans/[id]', path: plan(), ...planned },
  {
    target: 'page /zones/[slug]/plans/[id]',
    what: 'a description without a name',
    path: plan('?do=about'),
    form: { title: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /zones/[slug]/plans/[id]',
    what: 'a proposal without a gain',
    path: plan('?do=proposal'),
    form: { version: '1' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /zones/[slug]/plans/[id]',
    what: 'task cards of nothing',
    path: plan('?do=tasks'),
    form: { version: '1' },
    own: only(officers, 409),
    foreign: nobody,
  },
  { target: 'page /zones/[slug]/plans/[id]/tasks', path: plan('/tasks'), ...planned },
  {
    target: 'procedure plans.scene',
    path: ({ zoneId }) => `/trpc/plans.scene?input=${encodeURIComponent(JSON.stringify({ zoneId }))}`,
    ...planned,
  },
  {
    target: 'procedure plans.save',
    what: 'of a version that nobody has',
    path: '/trpc/plans.save',
    json: async (place) => ({
      ...{ id: await planOf(place), version: 999, title: 'แผน', purpose: 'detect', scope: 'all', changes: [] },
    }),
    own: only(officers, 409),
    foreign: nobody,
  },
  { target: 'page /risk-areas/[id]', path: page(confirmed), own: everyone(200) },
  {
    target: 'page /risk-areas/[id]',
    what: 'withheld',
    path: page(withheld),
    own: only(['planner', 'officer', 'supervisor', 'commander']),
    foreign: nobody,
  },
  {
    target: 'page /risk-areas/[id]',
    what: 'a decision without a reason',
    path: page(confirmed),
    form: { to: 'treated', reason: '' },
    own: only(['officer', 'supervisor'], 422),
    foreign: nobody,
  },
  {
    target: 'page /risk-areas/[id]',
    what: 'a decision against the arrows',
    path: page(confirmed),
    form: { to: 'closed', reason: 'ไม่มีเหตุแล้ว' },
    own: only(['officer', 'supervisor'], 409),
    foreign: nobody,
  },
  { target: 'procedure zones.middles', path: '/trpc/zones.middles', own: everyone(200) },
  { target: 'procedure zones.get', path: ({ slug }) => procedure('get', { slug }), own: everyone(200) },
  {
    target: 'procedure zones.riskArea',
    path: async (place) => procedure('riskArea', { id: await riskAreaIn(place, confirmed) }),
    own: everyone(200),
  },
];
