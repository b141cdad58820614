import { mintFollowSecret } from '../../../src/features/reports/follow.service.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

interface Wanted {
  state?: string;
  isSensitive?: boolean;
}

/** A report of the place that is as wanted. */
async function reportOf({ database, zoneId }: Place, wanted: Wanted): Promise<{ id: string; trackingNumber: string }> {
  let reports = database
    .selectFrom('report')
    .select(['id', 'trackingNumber'])
    .where('zoneId', '=', zoneId)
    .where('isSensitive', '=', wanted.isSensitive ?? false);
  if (wanted.state) reports = reports.where('state', '=', wanted.state);
  // One addressed to the zone's own station, which its officers see.
  if (wanted.isSensitive) {
    reports = reports.where('addressedTo', 'in', (from) =>
      from.selectFrom('zone').select('stationId').where('id', '=', zoneId),
    );
  }
  return reports.orderBy('id').executeTakeFirstOrThrow();
}

const numbered =
  (folder: string, wanted: Wanted = {}) =>
  async (place: Place) =>
    `${folder}/${(await reportOf(place, wanted)).trackingNumber}`;

/** The reporter's own view of it, behind a new secret. */
const followed =
  (wanted: Wanted, query = '') =>
  async (place: Place) => {
    const { id } = await reportOf(place, wanted);
    return `/reports/follow/${await mintFollowSecret({ database: place.database, now: new Date() }, id)}${query}`;
  };

const states = ['received', 'planned', 'fixed', 'duplicate', 'referred', 'cannot-fix', 'reopened'];

/** Flagging a spot, following it, and triage. */
export const reportVisits: readonly Visit[] = [
  ...byEach(['anonymous', 'partner'], { page: '/report', state: 'content', path: '/report' }),
  { page: '/report', state: 'empty', at: 'bare', path: '/report' },
  { page: '/report', state: 'mistake', path: '/report', form: { words: 'มืด', email: 'x' } },
  { page: '/reports', state: 'content', path: '/reports' },
  { page: '/reports', state: 'empty', at: 'bare', path: '/reports' },
  { page: '/reports', state: 'content', what: 'a number that is none', path: '/reports?number=zz' },
  ...states.map(
    (state): Visit => ({
      page: '/reports/[number]',
      state: 'content',
      what: state,
      path: numbered('/reports', { state }),
    }),
  ),
  {
    page: '/reports/follow/[secret]',
    state: 'content',
    what: 'filed',
    path: followed({ state: 'received' }, '?done=filed'),
  },
  { page: '/reports/follow/[secret]', state: 'content', what: 'fixed', path: followed({ state: 'fixed' }) },
  { page: '/reports/follow/[secret]', state: 'content', what: 'sensitive', path: followed({ isSensitive: true }) },
  {
    page: '/reports/follow/[secret]',
    state: 'mistake',
    at: 'young',
    path: followed({ state: 'received' }),
    form: { action: 'subscribe', email: 'x' },
  },
  {
    page: '/reports/follow/[secret]',
    state: 'mistake',
    what: 'no words',
    path: followed({ state: 'received' }),
    form: { action: 'add-words', words: '' },
  },
  ...byEach(['planner', 'officer', 'commander'], { page: '/queue', state: 'content', path: '/queue' }),
  { page: '/queue', state: 'empty', as: 'planner', at: 'empty', path: '/queue' },
  ...byEach(['planner', 'officer'], {
    page: '/queue/[number]',
    state: 'content',
    path: numbered('/queue', { state: 'received' }),
  }),
  {
    page: '/queue/[number]',
    state: 'content',
    what: 'fixed',
    as: 'planner',
    path: numbered('/queue', { state: 'fixed' }),
  },
  {
    page: '/queue/[number]',
    state: 'content',
    what: 'sensitive',
    as: 'officer',
    path: numbered('/queue', { isSensitive: true }),
  },
  {
    page: '/queue/[number]',
    state: 'mistake',
    as: 'planner',
    path: numbered('/queue', { state: 'received' }),
    form: { action: 'change-state', state: 'cannot-fix', reason: '' },
  },
  {
    page: '/queue/[number]',
    state: 'mistake',
    what: 'answer',
    as: 'planner',
    path: numbered('/queue', { state: 'received' }),
    form: { action: 'answer', words: '' },
  },
];
