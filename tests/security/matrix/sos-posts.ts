import { newId } from '../../../src/server/identifiers.ts';
import { everyone, only, type Place, type Row } from './row.ts';

async function postIn({ database, zoneId }: Place): Promise<string> {
  const posts = database.selectFrom('sosPost').select('id').where('zoneId', '=', zoneId);
  return (await posts.orderBy('id').executeTakeFirstOrThrow()).id;
}

const page =
  (after = '') =>
  async (place: Place) =>
    `/sos-posts/${await postIn(place)}${after}`;
const all = everyone(200);
const nobody = everyone(404);
const officers = ['officer', 'supervisor'] as const;

/** Everybody may know where posts are and whether they work; officers of the zone manage them. */
export const sosPostRows: readonly Row[] = [
  { target: 'page /sos-posts', path: '/sos-posts', own: all },
  { target: 'page /sos-posts/[id]', path: page(), own: all },
  { target: 'page /sos-posts/[id]', what: 'missing', path: `/sos-posts/${newId()}`, own: nobody },
  {
    target: 'page /sos-posts/[id]',
    what: 'a photo that is none',
    path: page('?do=photo'),
    form: { caption: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  {
    target: 'page /sos-posts/[id]',
    what: 'loses a photo that it has not',
    path: page('?do=remove-photo'),
    form: { photoId: newId() },
    own: nobody,
  },
  {
    target: 'page /sos-posts/[id]',
    what: 'gets a key',
    path: page('?do=make-key'),
    form: {},
    own: only(officers),
    foreign: nobody,
  },
  {
    target: 'page /sos-posts/[id]',
    what: 'loses a key that it has not',
    path: page('?do=end-key'),
    form: { number: '999999' },
    own: nobody,
  },
  { target: 'page /sos-posts/[id]/edit', path: page('/edit'), own: only(officers), foreign: nobody },
  {
    target: 'page /sos-posts/[id]/edit',
    what: 'without a code',
    path: page('/edit'),
    form: { code: '' },
    own: only(officers, 422),
    foreign: nobody,
  },
  { target: 'page /sos-posts/[id]/label', path: page('/label'), own: only(officers), foreign: nobody },
  { target: 'page /sos-posts/new', path: '/sos-posts/new', own: only(officers, 200, { public: 401 }) },
  {
    target: 'page /s/[short]',
    path: async (place) => `/s/${(await postIn(place)).slice(-12)}`,
    own: everyone(303),
  },
];
