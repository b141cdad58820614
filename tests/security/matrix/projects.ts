import { everyone, only, type Place, type Row } from './row.ts';

/** The number of a project of the zone. */
async function numberIn({ database, zoneId }: Place): Promise<number> {
  const project = await database
    .selectFrom('project')
    .where('zoneId', '=', zoneId)
    .select('number')
    .orderBy('number')
    .executeTakeFirstOrThrow();
  return project.number;
}

const page =
  (after = '') =>
  async (place: Place) =>
    `/projects/${await numberIn(place)}${after}`;
const procedure = (name: string) => async (place: Place) =>
  `/trpc/projects.${name}?input=${encodeURIComponent(JSON.stringify({ number: await numberIn(place) }))}`;
const nobody = everyone(404);

/** Projects are public; managing one is for planners of its zone. */
export const projectRows: readonly Row[] = [
  { target: 'page /projects', path: '/projects', own: everyone(200) },
  { target: 'page /projects/[number]', path: page(), own: everyone(200) },
  { target: 'page /projects/[number]', what: 'missing', path: '/projects/999999', own: nobody },
  { target: 'page /projects/[number]', what: 'no number', path: '/projects/x', own: nobody },
  {
    target: 'page /projects/[number]/manage',
    path: page('/manage'),
    own: only(['planner']),
    foreign: nobody,
  },
  {
    target: 'page /projects/[number]/manage',
    what: 'a milestone without a name',
    path: page('/manage?do=milestone'),
    form: { milestoneTitle: '' },
    own: only(['planner'], 422),
    foreign: nobody,
  },
  { target: 'page /projects/new', path: '/projects/new', own: only(['planner'], 200, { public: 401 }) },
  { target: 'procedure projects.list', path: '/trpc/projects.list?input={}', own: everyone(200) },
  { target: 'procedure projects.get', path: procedure('get'), own: everyone(200) },
  { target: 'procedure projects.timeline', path: procedure('timeline'), own: everyone(200) },
  { target: 'procedure projects.confirmations', path: procedure('confirmations'), own: everyone(200) },
];
