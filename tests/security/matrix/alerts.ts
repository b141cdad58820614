import { newId } from '../../../src/server/identifiers.ts';
import { everyone, only, type Place, type Row } from './row.ts';

const officers = ['officer', 'supervisor'] as const;
const nobody = everyone(404);

/** Something watched in the zone, asked for by somebody who does not ask here. */
async function watchIn({ database, zoneId }: Place): Promise<string> {
  const known = await database.selectFrom('watchEntry').where('zoneId', '=', zoneId).select('id').executeTakeFirst();
  if (known) return known.id;
  const { id: requestedBy } = await database.selectFrom('account').select('id').orderBy('id').executeTakeFirstOrThrow();
  const id = newId();
  const now = new Date();
  const expiresAt = new Date(now.getTime() + 86_400_000);
  const words = {
    kind: 'plate',
    watched: '1กก 1234',
    legalBasis: 'law',
    reason: 'why',
    caseNumber: '1',
    threshold: 0.9,
  };
  const times = { requestedAt: now, startsAt: now, expiresAt, changedAt: now };
  await database
    .insertInto('watchEntry')
    .values({ id, zoneId, requestedBy, ...words, ...times })
    .execute();
  return id;
}

async function alertIn(place: Place): Promise<string> {
  const { database, zoneId } = place;
  const known = await database.selectFrom('alert').where('zoneId', '=', zoneId).select('id').executeTakeFirst();
  if (known) return known.id;
  const [watchEntryId, { id: cameraId }] = await Promise.all([
    watchIn(place),
    database.selectFrom('camera').where('zoneId', '=', zoneId).select('id').executeTakeFirstOrThrow(),
  ]);
  const id = newId();
  const now = new Date();
  const times = { firstSeenAt: now, lastSeenAt: now, createdAt: now, changedAt: now };
  await database
    .insertInto('alert')
    .values({ id, zoneId, watchEntryId, cameraId, likelihood: 0.95, ...times })
    .execute();
  return id;
}

const entry =
  (after = '') =>
  async (place: Place) =>
    `/watch-lists/${await watchIn(place)}${after}`;
const alert =
  (after = '') =>
  async (place: Place) =>
    `/alerts/${await alertIn(place)}${after}`;

/** What is watched and what cameras saw of it exists for the station's officers alone. */
export const alertRows: readonly Row[] = [
  { target: 'page /watch-lists', path: '/watch-lists', own: only(officers, 200, { public: 401 }) },
  { target: 'page /watch-lists/new', path: '/watch-lists/new', own: only(officers, 200, { public: 401 }) },
  {
    target: 'page /watch-lists/new',
    what: 'empty',
    path: '/watch-lists/new',
    form: {},
    own: only(officers, 422, { public: 401 }),
  },
  { target: 'page /watch-lists/[id]', path: entry(), own: only(officers), foreign: nobody },
  {
    target: 'page /watch-lists/[id]',
    what: 'opened without a reason',
    path: entry('?do=open'),
    form: { reason: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /watch-lists/[id]',
    what: 'opened with a reason',
    path: entry('?do=open'),
    form: { reason: 'to compare' },
    own: only(officers),
    foreign: nobody,
  },
  {
    target: 'page /watch-lists/[id]',
    what: 'revoked without a reason',
    path: entry('?do=revoke'),
    form: { reason: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  { target: 'page /alerts', path: '/alerts', own: only(officers, 200, { public: 401 }) },
  { target: 'procedure alerts.list', path: '/trpc/alerts.list', own: only(officers, 200, { public: 401 }) },
  { target: 'page /alerts/[id]', path: alert(), own: only(officers), foreign: nobody },
  {
    target: 'page /alerts/[id]',
    what: 'opened with a reason',
    path: alert('?do=open'),
    form: { reason: 'to compare' },
    own: only(officers),
    foreign: nobody,
  },
  {
    target: 'page /alerts/[id]',
    what: 'dismissed without a reason',
    path: alert('?do=dismiss'),
    form: { reason: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
];
