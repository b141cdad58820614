import { newId } from '../../../src/server/identifiers.ts';
import { everyone, only, type Place, query, type Row, signedIn } from './row.ts';

const all = everyone(200);
const nobody = everyone(404);
/** A resident proposes through a partner, or by turning an own report into a proposal. */
const proposers = ['partner', 'planner', 'officer', 'supervisor'] as const;

/** The number of an open proposal of the zone, which is no camera's. */
async function numberOf({ database, zoneId }: Place): Promise<number> {
  const { number } = await database
    .selectFrom('proposal')
    .select('number')
    .where('zoneId', '=', zoneId)
    .where('state', '=', 'open')
    .where('kind', 'not in', ['camera', 're-aim-camera'])
    .orderBy('number')
    .executeTakeFirstOrThrow();
  return Number(number);
}

/** The zone's ballot whose result is public; an id of nothing when the zone has none. */
async function ballotOf({ database, zoneId }: Place): Promise<string> {
  const ballot = await database
    .selectFrom('ballot')
    .select('id')
    .where('zoneId', '=', zoneId)
    .where('state', '=', 'published')
    .executeTakeFirst();
  return ballot?.id ?? newId();
}

const onProposal =
  (after = '') =>
  async (place: Place): Promise<string> =>
    `/proposals/${await numberOf(place)}${after}`;
const onBallot =
  (after = '') =>
  async (place: Place): Promise<string> =>
    `/ballots/${await ballotOf(place)}${after}`;
const numbered = async (place: Place) => ({ number: await numberOf(place) });

/** Asked for with GET, a change is refused before anybody is asked who they are. */
const changes: readonly Row[] = [
  ...['create', 'edit', 'open', 'withdraw', 'comment', 'moderate', 'review', 'reject', 'merge'].map(
    (name) => `proposals.${name}`,
  ),
  ...['create', 'vote', 'publish', 'writeMinutes'].map((name) => `ballots.${name}`),
].map((name): Row => ({ target: `procedure ${name}`, what: 'with GET', path: `/trpc/${name}`, own: everyone(405) }));

/** A step that no open proposal may take: planners of the zone are told so, nobody else is told anything. */
const step = (name: string): Row => ({
  target: `procedure proposals.${name}`,
  path: `/trpc/proposals.${name}`,
  json: numbered,
  own: only(['planner'], 409),
  foreign: nobody,
});

/** Proposals and ballots are public; who signed in takes part; planners of the zone decide. */
export const proposalRows: readonly Row[] = [
  ...changes,
  step('accept'),
  step('deliver'),
  { target: 'page /proposals', path: '/proposals', own: all },
  { target: 'page /proposals/new', path: '/proposals/new', own: only(proposers, 200, { public: 401 }) },
  { target: 'page /proposals/[number]', path: onProposal(), own: all },
  { target: 'page /proposals/[number]/edit', path: '/proposals/999999/edit', own: nobody },
  { target: 'page /proposals/[number]/review', path: onProposal('/review'), own: only(['planner']), foreign: nobody },
  { target: 'procedure proposals.list', path: query('proposals.list', {}), own: all },
  { target: 'procedure proposals.get', path: async (place) => query('proposals.get', await numbered(place)), own: all },
  {
    target: 'procedure proposals.endorse',
    path: '/trpc/proposals.endorse',
    json: async (place) => ({ ...(await numbered(place)), isWanted: false }),
    own: signedIn(200),
  },
  { target: 'page /ballots', path: '/ballots', own: all },
  { target: 'page /ballots/new', path: '/ballots/new', own: only(['planner'], 200, { public: 401 }) },
  { target: 'page /ballots/[id]', path: onBallot(), own: all, foreign: nobody },
  { target: 'page /ballots/[id]/minutes', path: onBallot('/minutes'), own: all, foreign: nobody },
  { target: 'page /ballots/[id]/papers.csv', path: onBallot('/papers.csv'), own: all, foreign: nobody },
  { target: 'procedure ballots.list', path: query('ballots.list', {}), own: all },
  {
    target: 'procedure ballots.get',
    path: async (place) => query('ballots.get', { id: await ballotOf(place) }),
    own: all,
    foreign: nobody,
  },
  {
    target: 'procedure ballots.papers',
    path: async (place) => query('ballots.papers', { id: await ballotOf(place) }),
    own: all,
    foreign: nobody,
  },
];
