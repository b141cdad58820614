import { cameraForm } from '../../../src/features/cameras/cameras.schema.ts';
import { getRegisterDesk, registerCamera } from '../../../src/features/cameras/register.service.ts';
import { newId } from '../../../src/server/identifiers.ts';
import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

const camera =
  (after = '', wanted: { condition?: string; isHeadingKnown?: boolean } = {}) =>
  async ({ database, zoneId }: Place) => {
    let cameras = database.selectFrom('camera').select('id').where('zoneId', '=', zoneId);
    if (wanted.condition) cameras = cameras.where('condition', '=', wanted.condition);
    if (wanted.isHeadingKnown === false) cameras = cameras.where('headingDegrees', 'is', null);
    return `/cameras/${(await cameras.orderBy('code').orderBy('id').executeTakeFirstOrThrow()).id}${after}`;
  };

/** A camera that the zone's partner has just registered. */
const awaiting = async (place: Place) => {
  const context = await place.contextAs('partner');
  const [choice] = await getRegisterDesk(context);
  if (!choice) throw new Error('The partner has no zone.');
  const { longitude, latitude, id } = choice.zone;
  const form = cameraForm.parse({
    organisationId: context.viewer.organisationIds[0],
    code: `WAIT-${newId().slice(-6)}`,
    longitude,
    latitude,
    headingUnknown: true,
    link: 'linked',
  });
  return `/cameras/${await registerCamera(context, id, form)}`;
};

const post =
  (after = '') =>
  async ({ database, zoneId }: Place) => {
    const posts = database.selectFrom('sosPost').select('id').where('zoneId', '=', zoneId);
    return `/sos-posts/${(await posts.orderBy('code').executeTakeFirstOrThrow()).id}${after}`;
  };

/** The registry of devices, as officers, owners and planners see it. */
export const deviceVisits: readonly Visit[] = [
  ...byEach(['officer', 'partner', 'planner'], { page: '/cameras', state: 'content', path: '/cameras' }),
  { page: '/cameras', state: 'empty', as: 'partner', at: 'empty', path: '/cameras' },
  { page: '/cameras', state: 'empty', what: 'filtered', as: 'officer', at: 'empty', path: '/cameras?link=paused' },
  { page: '/cameras/new', state: 'content', as: 'partner', path: '/cameras/new' },
  { page: '/cameras/new', state: 'mistake', as: 'officer', path: '/cameras/new', form: { code: '', height: '0' } },
  { page: '/cameras/[id]', state: 'content', as: 'officer', path: camera() },
  {
    page: '/cameras/[id]',
    state: 'content',
    what: 'unknown',
    as: 'officer',
    path: camera('', { isHeadingKnown: false }),
  },
  ...byEach(['officer', 'partner'], { page: '/cameras/[id]', state: 'content', what: 'awaiting', path: awaiting }),
  { page: '/cameras/[id]', state: 'empty', as: 'officer', at: 'young', path: camera() },
  {
    page: '/cameras/[id]',
    state: 'mistake',
    as: 'officer',
    path: async (place) => `${await awaiting(place)}?do=return`,
    form: { reason: '' },
  },
  {
    page: '/cameras/[id]',
    state: 'content',
    what: 'a key was made',
    as: 'officer',
    path: camera('?do=make-key'),
    form: {},
  },
  { page: '/cameras/[id]/edit', state: 'content', as: 'officer', path: camera('/edit') },
  {
    page: '/cameras/[id]/edit',
    state: 'mistake',
    as: 'officer',
    path: camera('/edit'),
    form: { code: '', tilt: '91' },
  },
  ...byEach(['officer', 'partner'], { page: '/cameras/surveys', state: 'content', path: '/cameras/surveys' }),
  { page: '/cameras/surveys', state: 'empty', as: 'partner', at: 'empty', path: '/cameras/surveys' },
  { page: '/cameras/[id]/survey', state: 'content', as: 'officer', path: camera('/survey') },
  {
    page: '/cameras/[id]/survey',
    state: 'mistake',
    as: 'officer',
    path: camera('/survey'),
    form: { placeSays: 'put-right', headingSays: 'put-right', heading: 'NaN', mountSays: 'put-right', tilt: '91' },
  },
  { page: '/cameras/[id]/label', state: 'content', as: 'officer', path: camera('/label') },
  { page: '/sos-posts', state: 'content', path: '/sos-posts' },
  { page: '/sos-posts', state: 'content', what: 'officer', as: 'officer', path: '/sos-posts' },
  { page: '/sos-posts', state: 'empty', at: 'empty', path: ({ slug }) => `/sos-posts?zone=${slug}` },
  ...byEach(['anonymous', 'officer'], { page: '/sos-posts/[id]', state: 'content', path: post() }),
  { page: '/sos-posts/[id]', state: 'empty', at: 'young', path: post() },
  { page: '/sos-posts/[id]', state: 'mistake', as: 'officer', path: post('?do=photo'), form: { caption: 'ไม่มีภาพ' } },
  { page: '/sos-posts/new', state: 'content', as: 'officer', path: '/sos-posts/new' },
  { page: '/sos-posts/new', state: 'mistake', as: 'officer', path: '/sos-posts/new', form: { code: '' } },
  { page: '/sos-posts/[id]/edit', state: 'content', as: 'officer', path: post('/edit') },
  { page: '/sos-posts/[id]/edit', state: 'mistake', as: 'officer', path: post('/edit'), form: { voiceAddress: 'x' } },
  { page: '/sos-posts/[id]/label', state: 'content', as: 'officer', path: post('/label') },
];
