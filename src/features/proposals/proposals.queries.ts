import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Proposal, ProposalVersion } from '../../../db/types.ts';
import { publicRiskAreaStates } from '../../server/access.ts';
import { pointOf } from '../../server/places.queries.ts';
import type { ProposalFilter, ProposalKind } from './proposals.schema.ts';
import type { ProposalState } from './proposals.states.ts';

/** Whose eyes a query answers to. */
export interface Eyes {
  accountId: string | null;
  organisationIds: readonly string[];
  /** Zones in which the exact place of a proposed camera may be seen. */
  exactZoneIds: readonly string[];
}

/** A draft is seen by its author and the organisation behind it, everything else by everybody. */
const isSeenBy = (eyes: Eyes) => sql<boolean>`(proposal.state <> 'draft' or proposal.author_id = ${eyes.accountId}
  or proposal.organisation_id = any(${[...eyes.organisationIds]}::uuid[]))`;

const isPlaceHidden = (eyes: Eyes) => sql<boolean>`(proposal.kind in ('camera', 're-aim-camera')
  and not proposal.zone_id = any(${[...eyes.exactZoneIds]}::uuid[]))`;

/** The place as these eyes may see it: a camera's stands for its whole risk area, or for the zone. */
const seenPlace = (eyes: Eyes) => sql<string>`case when ${isPlaceHidden(eyes)}
  then st_pointonsurface(coalesce(risk_area.boundary, zone.boundary)) else proposal.place end`;

const endorsementCount = sql<number>`(select count(*)::int from proposal_endorsement
  where proposal_endorsement.proposal_id = proposal.id)`;

const commentCount = sql<number>`(select count(*)::int from proposal_comment
  where proposal_comment.proposal_id = proposal.id and proposal_comment.moderation = 'visible')`;

function seenProposals(database: Database, eyes: Eyes) {
  return database
    .selectFrom('proposal')
    .innerJoin('zone', 'zone.id', 'proposal.zoneId')
    .leftJoin('riskArea', (join) =>
      join.onRef('riskArea.id', '=', 'proposal.riskAreaId').on('riskArea.state', 'in', [...publicRiskAreaStates]),
    )
    .leftJoin('organisation', 'organisation.id', 'proposal.organisationId')
    .where(isSeenBy(eyes))
    .select([
      'proposal.id',
      'proposal.number',
      'proposal.title',
      'proposal.createdAt',
      'proposal.changedAt',
      'proposal.costBaht',
      'riskArea.id as riskAreaId',
      'zone.id as zoneId',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      'riskArea.nameTh as riskAreaNameTh',
      'riskArea.nameEn as riskAreaNameEn',
      'organisation.nameTh as organisationNameTh',
      'organisation.nameEn as organisationNameEn',
      sql<ProposalState>`proposal.state`.as('state'),
      sql<ProposalKind>`proposal.kind`.as('kind'),
      sql<string>`case when ${isPlaceHidden(eyes)} then '' else proposal.place_name end`.as('placeName'),
      sql<number>`st_x(${seenPlace(eyes)})`.as('longitude'),
      sql<number>`st_y(${seenPlace(eyes)})`.as('latitude'),
      isPlaceHidden(eyes).as('isPlaceHidden'),
      endorsementCount.as('endorsements'),
      commentCount.as('comments'),
    ]);
}

/** Proposals that fit the filter and that these eyes may see, the last changed first. */
export function listProposals(
  database: Database,
  eyes: Eyes,
  filter: Omit<ProposalFilter, 'page'>,
  page: { offset: number; limit: number },
) {
  return seenProposals(database, eyes)
    .$if(filter.zone !== undefined, (query) => query.where('zone.slug', '=', filter.zone ?? ''))
    .$if(filter.state !== undefined, (query) => query.where('proposal.state', '=', filter.state ?? ''))
    .$if(filter.kind !== undefined, (query) => query.where('proposal.kind', '=', filter.kind ?? ''))
    .orderBy('proposal.changedAt', 'desc')
    .orderBy('proposal.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

/** How many proposals of each state and kind these eyes may see. */
export function countProposals(database: Database, eyes: Eyes, zone: string | undefined) {
  return database
    .selectFrom('proposal')
    .innerJoin('zone', 'zone.id', 'proposal.zoneId')
    .where(isSeenBy(eyes))
    .$if(zone !== undefined, (query) => query.where('zone.slug', '=', zone ?? ''))
    .groupBy(['proposal.state', 'proposal.kind'])
    .select(['proposal.state', 'proposal.kind', sql<number>`count(*)::int`.as('count')])
    .execute();
}

/** One proposal with everything that is shown of it, or undefined when these eyes may not see it. */
export function findProposal(database: Database, eyes: Eyes, number: number) {
  return seenProposals(database, eyes)
    .leftJoin('proposal as target', 'target.id', 'proposal.mergedInto')
    .where('proposal.number', '=', number)
    .select([
      'proposal.version',
      'proposal.problem',
      'proposal.fix',
      'proposal.authorId',
      'proposal.organisationId',
      'proposal.feasibility',
      'proposal.feasibilityReason',
      'proposal.spender',
      'proposal.reason',
      'riskArea.level as riskLevel',
      'target.number as mergedIntoNumber',
      'target.title as mergedIntoTitle',
    ])
    .select((from) =>
      from
        .exists(
          from
            .selectFrom('proposalEndorsement')
            .whereRef('proposalEndorsement.proposalId', '=', 'proposal.id')
            .where('proposalEndorsement.accountId', '=', eyes.accountId)
            .select(sql`1`.as('one')),
        )
        .as('isEndorsed'),
    )
    .executeTakeFirst();
}

/** The row itself, held until the transaction ends. */
export function lockProposal(database: Database, eyes: Eyes, number: number) {
  return database
    .selectFrom('proposal')
    .where('proposal.number', '=', number)
    .where(isSeenBy(eyes))
    .select([
      'proposal.id',
      'proposal.zoneId',
      'proposal.authorId',
      'proposal.organisationId',
      'proposal.version',
      'proposal.title',
      'proposal.problem',
      'proposal.fix',
      'proposal.costBaht',
      'proposal.feasibility',
      'proposal.number',
      sql<ProposalState>`proposal.state`.as('state'),
    ])
    .forUpdate()
    .executeTakeFirst();
}

export type LockedProposal = NonNullable<Awaited<ReturnType<typeof lockProposal>>>;

/** Writes a new proposal and returns its number. */
export async function insertProposal(
  database: Database,
  proposal: Omit<Insertable<Proposal>, 'place'> & { place: readonly [number, number] },
): Promise<number> {
  const [longitude, latitude] = proposal.place;
  const row = await database
    .insertInto('proposal')
    .values({ ...proposal, place: pointOf([longitude, latitude]) })
    .returning('number')
    .executeTakeFirstOrThrow();
  return row.number;
}

export async function updateProposal(
  database: Database,
  id: string,
  changes: Omit<Updateable<Proposal>, 'place'>,
): Promise<void> {
  await database.updateTable('proposal').set(changes).where('id', '=', id).execute();
}

export async function insertVersion(database: Database, version: Insertable<ProposalVersion>): Promise<void> {
  await database.insertInto('proposalVersion').values(version).execute();
}

/** Every version, the first one first. */
export function listVersions(database: Database, proposalId: string) {
  return database
    .selectFrom('proposalVersion')
    .where('proposalId', '=', proposalId)
    .select(['version', 'title', 'problem', 'fix', 'createdAt'])
    .orderBy('version')
    .execute();
}

/** What happened to the proposal, the first thing first. */
export function listTimeline(database: Database, proposalId: string) {
  return database
    .selectFrom('event')
    .where('subjectId', '=', proposalId)
    .where('subject', '=', 'proposal')
    .where('type', 'not in', ['endorsed', 'endorsement-withdrawn', 'commented', 'comment-moderated'])
    .select(['type', 'occurredAt', sql<string | null>`payload->>'reason'`.as('reason')])
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();
}

/** The ballots that the proposal is or was on, with what came of it there. */
export function listBallotsOf(database: Database, proposalId: string) {
  return database
    .selectFrom('ballotOption')
    .innerJoin('ballot', 'ballot.id', 'ballotOption.ballotId')
    .where('ballotOption.proposalId', '=', proposalId)
    .select([
      'ballot.id',
      'ballot.title',
      'ballot.state',
      'ballot.opensAt',
      'ballot.closesAt',
      'ballotOption.votes',
      'ballotOption.isChosen',
    ])
    .orderBy('ballot.opensAt')
    .execute();
}

/** The project that a proposal became, if it has. */
export function findProjectOf(database: Database, proposalId: string) {
  return database
    .selectFrom('project')
    .where('proposalId', '=', proposalId)
    .select(['number', 'title', 'state'])
    .executeTakeFirst();
}
