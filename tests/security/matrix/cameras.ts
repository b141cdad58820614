import { sql } from 'kysely';
import { newId } from '../../../src/server/identifiers.ts';
import { everyone, only, type Place, type Row } from './row.ts';

/** A camera that belongs to none of those who ask but to the police. */
async function cameraIn({ database, zoneId }: Place): Promise<string> {
  const { id } = await database
    .selectFrom('camera')
    .innerJoin('organisation', 'organisation.id', 'camera.organisationId')
    .select('camera.id')
    .where('camera.zoneId', '=', zoneId)
    .orderBy(sql`organisation.kind = 'police-unit'`, 'desc')
    .orderBy('camera.id')
    .executeTakeFirstOrThrow();
  return id;
}

const page =
  (after = '') =>
  async (place: Place) =>
    `/cameras/${await cameraIn(place)}${after}`;
const nobody = everyone(404);
const officers = ['officer', 'supervisor'] as const;

/** Where a camera is, its officers and its owner know; who may know counts is told counts. */
export const cameraRows: readonly Row[] = [
  {
    target: 'page /cameras',
    path: '/cameras',
    own: only(['partner', 'planner', 'commander', ...officers], 200, { public: 401 }),
  },
  { target: 'page /cameras/new', path: '/cameras/new', own: only(['partner', ...officers], 200, { public: 401 }) },
  {
    target: 'page /cameras/surveys',
    path: '/cameras/surveys',
    own: only(['partner', ...officers], 200, { public: 401 }),
  },
  {
    target: 'page /cameras/new',
    what: 'without a code',
    path: ({ slug }) => `/cameras/new?zone=${slug}`,
    form: { code: '' },
    own: only(['partner', ...officers], 422, { public: 401 }),
    // Whoever works in one zone registers there, whatever the address says.
    foreign: only(['partner', ...officers], 422, { public: 401 }),
  },
  { target: 'page /cameras/[id]', path: page(), own: only(officers), foreign: nobody },
  { target: 'page /cameras/[id]', what: 'missing', path: `/cameras/${newId()}`, own: nobody },
  {
    target: 'page /cameras/[id]',
    what: 'sent back without a reason',
    path: page('?do=return'),
    form: { reason: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /cameras/[id]',
    what: 'loses a photo that it has not',
    path: page('?do=remove-photo'),
    form: { photoId: newId() },
    own: nobody,
  },
  {
    target: 'page /cameras/[id]',
    what: 'a change that nobody made is accepted',
    path: page('?do=accept-change'),
    form: {},
    own: only(officers, 409),
    foreign: nobody,
  },
  {
    target: 'page /cameras/[id]',
    what: 'gets a key',
    path: page('?do=make-key'),
    form: {},
    own: only(officers),
    foreign: nobody,
  },
  {
    target: 'page /cameras/[id]',
    what: 'loses a key that it has not',
    path: page('?do=end-key'),
    form: { number: '999999' },
    own: nobody,
  },
  { target: 'page /cameras/[id]/edit', path: page('/edit'), own: only(officers), foreign: nobody },
  { target: 'page /cameras/[id]/label', path: page('/label'), own: only(officers), foreign: nobody },
  { target: 'page /cameras/[id]/survey', path: page('/survey'), own: only(officers), foreign: nobody },
  {
    target: 'page /cameras/[id]/survey',
    what: 'without an answer',
    path: page('/survey'),
    form: { key: newId(), heading: 'NaN' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /c/[short]',
    path: async (place) => `/c/${(await cameraIn(place)).slice(-12)}`,
    own: only(officers, 303),
    foreign: nobody,
  },
];
