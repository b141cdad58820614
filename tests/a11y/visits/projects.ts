import type { Place } from './places.ts';
import { byEach, type Visit } from './visit.ts';

const project =
  (state: string, after = '') =>
  async ({ database, zoneId }: Place) => {
    const projects = database.selectFrom('project').select('number').where('zoneId', '=', zoneId);
    const { number } = await projects.where('state', '=', state).orderBy('number').executeTakeFirstOrThrow();
    return `/projects/${number}${after}`;
  };

const states = ['planned', 'funded', 'underway', 'done', 'evaluated'];
/** Every form of the desk, sent with nothing in it. */
const deskForms = ['move', 'edit', 'areas', 'milestone', 'task', 'money', 'photo'];

/** Projects, as everybody sees them and as a planner manages them. */
export const projectVisits: readonly Visit[] = [
  { page: '/projects', state: 'content', path: '/projects' },
  { page: '/projects', state: 'empty', at: 'empty', path: ({ slug }) => `/projects?zone=${slug}` },
  { page: '/projects', state: 'empty', what: 'portal', at: 'bare', path: '/projects' },
  { page: '/projects/new', state: 'content', as: 'planner', path: '/projects/new' },
  { page: '/projects/new', state: 'empty', as: 'planner', at: 'empty', path: '/projects/new' },
  { page: '/projects/new', state: 'mistake', as: 'planner', path: '/projects/new', form: { title: '' } },
  ...states.map(
    (state): Visit => ({ page: '/projects/[number]', state: 'content', what: state, path: project(state) }),
  ),
  ...byEach(['resident', 'planner'], {
    page: '/projects/[number]',
    state: 'content',
    what: 'done',
    path: project('done'),
  }),
  { page: '/projects/[number]', state: 'empty', at: 'young', path: project('planned') },
  {
    page: '/projects/[number]',
    state: 'mistake',
    as: 'resident',
    path: project('done', '?do=confirm'),
    form: { isBetter: '', words: 'ยังมืด' },
  },
  ...states.map(
    (state): Visit => ({
      page: '/projects/[number]/manage',
      state: 'content',
      what: state,
      as: 'planner',
      path: project(state, '/manage'),
    }),
  ),
  {
    page: '/projects/[number]/manage',
    state: 'empty',
    as: 'planner',
    at: 'young',
    path: project('planned', '/manage'),
  },
  {
    page: '/projects/[number]/manage',
    state: 'mistake',
    what: 'accept',
    as: 'planner',
    path: project('done', '/manage?do=accept'),
    form: { acceptedOn: 'x' },
  },
  ...deskForms.map(
    (form): Visit => ({
      page: '/projects/[number]/manage',
      state: 'mistake',
      what: form,
      as: 'planner',
      path: project('planned', `/manage?do=${form}`),
      form: { title: '' },
    }),
  ),
];
