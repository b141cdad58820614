import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Ballot } from '../../../db/types.ts';
import { publicRiskAreaStates } from '../../server/access.ts';
import type { ballotLevels, ballotMethods } from './ballots.schema.ts';
import type { BallotState, ProposalState } from './proposals.states.ts';

function seenBallots(database: Database) {
  return database
    .selectFrom('ballot')
    .innerJoin('zone', 'zone.id', 'ballot.zoneId')
    .select([
      'ballot.id',
      'ballot.zoneId',
      'ballot.title',
      'ballot.decides',
      'ballot.budgetBaht',
      'ballot.eligiblePeople',
      'ballot.opensAt',
      'ballot.closesAt',
      'ballot.closedAt',
      'ballot.publishedAt',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      sql<BallotState>`ballot.state`.as('state'),
      sql<(typeof ballotMethods)[number]>`ballot.method`.as('method'),
      sql<(typeof ballotLevels)[number]>`ballot.level`.as('level'),
      sql<number>`(select count(*)::int from ballot_voter where ballot_voter.ballot_id = ballot.id)`.as('voters'),
    ]);
}

/** Every ballot, of one zone or all, the last to close first. */
export function listBallots(database: Database, zone: string | undefined) {
  return seenBallots(database)
    .$if(zone !== undefined, (query) => query.where('zone.slug', '=', zone ?? ''))
    .orderBy('ballot.closesAt', 'desc')
    .orderBy('ballot.id')
    .limit(100)
    .execute();
}

/** Ballots that can be voted on, the first to close first. */
export function listOpenBallots(database: Database, zoneId: string, now: Date) {
  return seenBallots(database)
    .where('ballot.zoneId', '=', zoneId)
    .where('ballot.state', '=', 'open')
    .where('ballot.closesAt', '>', now)
    .orderBy('ballot.closesAt')
    .execute();
}

export function findBallot(database: Database, id: string) {
  return seenBallots(database).where('ballot.id', '=', id).select('ballot.minutes').executeTakeFirst();
}

/** What is voted on, by date of proposal; a camera is named by its risk area only. */
export function listOptions(database: Database, ballotId: string) {
  return database
    .selectFrom('ballotOption')
    .innerJoin('proposal', 'proposal.id', 'ballotOption.proposalId')
    .leftJoin('riskArea', (join) =>
      join.onRef('riskArea.id', '=', 'proposal.riskAreaId').on('riskArea.state', 'in', [...publicRiskAreaStates]),
    )
    .where('ballotOption.ballotId', '=', ballotId)
    .select([
      'proposal.id',
      'proposal.number',
      'proposal.title',
      'proposal.fix',
      'proposal.kind',
      'proposal.createdAt',
      'ballotOption.costBaht',
      'ballotOption.votes',
      'ballotOption.isChosen',
      'riskArea.nameTh as riskAreaNameTh',
      'riskArea.nameEn as riskAreaNameEn',
      sql<ProposalState>`proposal.state`.as('state'),
      sql<string>`case when proposal.kind in ('camera', 're-aim-camera') then '' else proposal.place_name end`.as(
        'placeName',
      ),
    ])
    .orderBy('proposal.createdAt')
    .orderBy('proposal.id')
    .execute();
}

/** The ballot, held against closing until the transaction ends; any number of voters may hold it so at once. */
export function holdBallot(database: Database, id: string) {
  return database
    .selectFrom('ballot')
    .where('id', '=', id)
    .select([
      'id',
      'zoneId',
      'state',
      'method',
      'budgetBaht',
      'closesAt',
      sql<'none' | 'contact' | 'resident'>`level`.as('level'),
    ])
    .forShare()
    .executeTakeFirst();
}

/** The ballot, held against everything until the transaction ends. */
export function lockBallot(database: Database, id: string) {
  return database
    .selectFrom('ballot')
    .where('id', '=', id)
    .select([
      'id',
      'zoneId',
      'title',
      'method',
      'budgetBaht',
      'opensAt',
      'closesAt',
      'closedAt',
      sql<BallotState>`state`.as('state'),
    ])
    .forUpdate()
    .executeTakeFirst();
}

export async function insertBallot(
  database: Database,
  ballot: Insertable<Ballot>,
  options: readonly { proposalId: string; costBaht: number | null }[],
): Promise<void> {
  await database.insertInto('ballot').values(ballot).execute();
  await database
    .insertInto('ballotOption')
    .values(options.map((option) => ({ ballotId: ballot.id, ...option })))
    .execute();
}

export async function updateBallot(database: Database, id: string, changes: Updateable<Ballot>): Promise<void> {
  await database.updateTable('ballot').set(changes).where('id', '=', id).execute();
}

export async function updateOption(
  database: Database,
  ballotId: string,
  result: { id: string; votes: number; isChosen: boolean },
): Promise<void> {
  await database
    .updateTable('ballotOption')
    .set({ votes: result.votes, isChosen: result.isChosen })
    .where('ballotId', '=', ballotId)
    .where('proposalId', '=', result.id)
    .execute();
}

/** Proposals that a ballot may be held on, each held until the transaction ends. */
export function lockReviewed(database: Database, zoneId: string, ids: readonly string[]) {
  return database
    .selectFrom('proposal')
    .where('zoneId', '=', zoneId)
    .where('id', 'in', [...ids])
    .where('state', '=', 'review')
    .select(['id', 'zoneId', 'costBaht', sql<ProposalState>`state`.as('state')])
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The same proposals to choose from. */
export function listReviewed(database: Database, zoneId: string) {
  return database
    .selectFrom('proposal')
    .where('zoneId', '=', zoneId)
    .where('state', '=', 'review')
    .select(['id', 'number', 'title', 'kind', 'costBaht', 'feasibility'])
    .orderBy('createdAt')
    .execute();
}

/** Proposals of a ballot that are still on it. */
export function lockOptionProposals(database: Database, ballotId: string) {
  return database
    .selectFrom('proposal')
    .innerJoin('ballotOption', 'ballotOption.proposalId', 'proposal.id')
    .where('ballotOption.ballotId', '=', ballotId)
    .select([
      'proposal.id',
      'proposal.zoneId',
      'proposal.createdAt',
      'ballotOption.costBaht',
      sql<ProposalState>`proposal.state`.as('state'),
    ])
    .orderBy('proposal.id')
    .forUpdate()
    .execute();
}

/** Ballots whose hour for the next state has come. */
export function listDueBallots(database: Database, now: Date, publishBefore: Date) {
  return database
    .selectFrom('ballot')
    .where((where) =>
      where.or([
        where.and([where('state', '=', 'scheduled'), where('opensAt', '<=', now)]),
        where.and([where('state', '=', 'open'), where('closesAt', '<=', now)]),
        where.and([where('state', '=', 'closed'), where('closedAt', '<=', publishBefore)]),
      ]),
    )
    .select('id')
    .orderBy('id')
    .execute();
}

/** A day and hour on the zone's clocks as a moment; undefined for one that no calendar has. */
export async function momentOnClock(database: Database, timeZone: string, local: string): Promise<Date> {
  const { rows } = await sql<{ moment: Date }>`select ${local}::timestamp at time zone ${timeZone} as moment`.execute(
    database,
  );
  return rows[0]?.moment ?? new Date(Number.NaN);
}
