import { createProposal } from '../../../src/features/proposals/propose.service.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

const proposal =
  (state: string, after = '') =>
  async ({ database, zoneId }: Place) => {
    const proposals = database.selectFrom('proposal').select('number').where('zoneId', '=', zoneId);
    const { number } = await proposals.where('state', '=', state).orderBy('number').executeTakeFirstOrThrow();
    return `/proposals/${number}${after}`;
  };

/** A draft of the planner's own. */
const draft =
  (after = '') =>
  async (place: Place) => {
    const { point } = await place.database
      .selectFrom('landmark')
      .where('zoneId', '=', place.zoneId)
      .select(({ fn }) => fn<unknown>('st_asgeojson', ['place']).as('point'))
      .executeTakeFirstOrThrow();
    const { coordinates } = JSON.parse(String(point));
    const number = await createProposal(await place.contextAs('planner'), {
      zone: place.slug,
      kind: 'light',
      title: 'ไฟทางเดินหลังตลาด',
      problem: 'ทางเดินมืดหลังสองทุ่ม',
      fix: 'ติดไฟหกดวง',
      place: `point:${coordinates.join(',')}`,
      placeName: '',
      riskArea: null,
      reports: [],
      as: 'draft',
    });
    return `/proposals/${number}${after}`;
  };

const ballot =
  (state: string, after = '') =>
  async ({ database, zoneId }: Place) => {
    const ballots = database.selectFrom('ballot').select('id').where('zoneId', '=', zoneId);
    return `/ballots/${(await ballots.where('state', '=', state).executeTakeFirstOrThrow()).id}${after}`;
  };

const inZone =
  (path: string) =>
  ({ slug }: Place) =>
    `${path}?zone=${slug}`;

const states = ['open', 'review', 'ballot', 'accepted', 'delivered', 'rejected', 'merged', 'withdrawn'];

/** Proposing, voting, and what came of it. */
export const proposalVisits: readonly Visit[] = [
  { page: '/proposals', state: 'content', path: '/proposals' },
  { page: '/proposals', state: 'empty', at: 'empty', path: inZone('/proposals') },
  ...byEach(['partner', 'planner'], { page: '/proposals/new', state: 'content', path: inZone('/proposals/new') }),
  {
    page: '/proposals/new',
    state: 'empty',
    what: 'nothing to begin from',
    as: 'partner',
    at: 'empty',
    path: inZone('/proposals/new'),
  },
  {
    page: '/proposals/new',
    state: 'mistake',
    as: 'partner',
    path: inZone('/proposals/new'),
    form: { kind: 'light', title: '', as: 'open' },
  },
  ...states.map(
    (state): Visit => ({ page: '/proposals/[number]', state: 'content', what: state, path: proposal(state) }),
  ),
  ...byEach(['resident', 'planner'], { page: '/proposals/[number]', state: 'content', path: proposal('open') }),
  { page: '/proposals/[number]', state: 'empty', as: 'resident', at: 'young', path: proposal('open') },
  { page: '/proposals/[number]', state: 'content', what: 'draft', as: 'planner', path: draft() },
  {
    page: '/proposals/[number]',
    state: 'mistake',
    as: 'resident',
    path: proposal('open', '?do=comment'),
    form: { stance: 'for', words: '' },
  },
  {
    page: '/proposals/[number]',
    state: 'mistake',
    what: 'withdraw',
    as: 'planner',
    path: draft('?do=withdraw'),
    form: { reason: 'ก'.repeat(2001) },
  },
  { page: '/proposals/[number]/edit', state: 'content', as: 'planner', path: draft('/edit') },
  { page: '/proposals/[number]/edit', state: 'mistake', as: 'planner', path: draft('/edit'), form: { title: '' } },
  ...['open', 'review'].map(
    (state): Visit => ({
      page: '/proposals/[number]/review',
      state: 'content',
      what: state,
      as: 'planner',
      path: proposal(state, '/review'),
    }),
  ),
  ...['review', 'reject', 'merge'].map(
    (todo): Visit => ({
      page: '/proposals/[number]/review',
      state: 'mistake',
      what: todo,
      as: 'planner',
      path: proposal('review', `/review?do=${todo}`),
      form: { costBaht: 'many', reason: '', into: 'x' },
    }),
  ),
  { page: '/ballots', state: 'content', path: '/ballots' },
  { page: '/ballots', state: 'empty', at: 'bare', path: '/ballots' },
  { page: '/ballots/new', state: 'content', as: 'planner', path: inZone('/ballots/new') },
  { page: '/ballots/new', state: 'empty', as: 'planner', at: 'empty', path: inZone('/ballots/new') },
  { page: '/ballots/new', state: 'mistake', as: 'planner', path: inZone('/ballots/new'), form: { title: '' } },
  ...byEach(['anonymous', 'resident', 'planner'], { page: '/ballots/[id]', state: 'content', path: ballot('open') }),
  { page: '/ballots/[id]', state: 'content', what: 'published', path: ballot('published') },
  { page: '/ballots/[id]', state: 'mistake', as: 'resident', path: ballot('open'), form: { 'choices[]': 'x' } },
  ...byEach(['anonymous', 'planner'], {
    page: '/ballots/[id]/minutes',
    state: 'content',
    path: ballot('published', '/minutes'),
  }),
  {
    page: '/ballots/[id]/minutes',
    state: 'mistake',
    as: 'planner',
    path: ballot('published', '/minutes'),
    form: { minutes: 'ก'.repeat(20_001) },
  },
];
