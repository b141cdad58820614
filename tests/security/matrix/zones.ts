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
const procedure = (name: string, input: object) =>
  `/trpc/zones.${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
const nobody = everyone(404);

/** Zones and confirmed risk areas are public; a place that is only suspected is known to who works there. */
export const zoneRows: readonly Row[] = [
  { target: 'page /more', path: '/more', own: everyone(200) },
  { target: 'page /zones', path: '/zones', own: everyone(200) },
  { target: 'page /zones/[slug]', path: zone, own: everyone(200) },
  { target: 'page /zones/[slug]', what: 'missing', path: '/zones/no-such-zone', own: nobody },
  { target: 'page /zones/[slug]/coverage', path: coverage, own: everyone(200) },
  { target: 'page /zones/[slug]/coverage', what: 'missing', path: '/zones/no-such-zone/coverage', own: nobody },
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
