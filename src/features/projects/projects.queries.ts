import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Project } from '../../../db/types.ts';
import { publicRiskAreaStates } from '../../server/access.ts';
import { pointOf } from '../../server/places.queries.ts';
import type { ProjectKind, ProjectState, Verdict } from './projects.schema.ts';

/** What narrows a list; everything left out does not narrow. */
export interface ProjectNarrowing {
  states?: readonly ProjectState[] | undefined;
  kind?: ProjectKind | undefined;
  zoneId?: string | undefined;
  zoneSlug?: string | undefined;
  organisationId?: string | undefined;
  riskAreaId?: string | undefined;
}

function narrowed(database: Database, by: ProjectNarrowing) {
  return database
    .selectFrom('project')
    .innerJoin('zone', 'zone.id', 'project.zoneId')
    .$if(by.states !== undefined, (query) => query.where('project.state', 'in', [...(by.states ?? [])]))
    .$if(by.kind !== undefined, (query) => query.where('project.kind', '=', by.kind ?? ''))
    .$if(by.zoneId !== undefined, (query) => query.where('project.zoneId', '=', by.zoneId ?? ''))
    .$if(by.zoneSlug !== undefined, (query) => query.where('zone.slug', '=', by.zoneSlug ?? ''))
    .$if(by.organisationId !== undefined, (query) =>
      query.where('project.organisationId', '=', by.organisationId ?? ''),
    )
    .$if(by.riskAreaId !== undefined, (query) => query.where('project.riskAreaId', '=', by.riskAreaId ?? ''));
}

/** Projects as cards, the latest change first. */
export function listProjectCards(database: Database, by: ProjectNarrowing, page: { limit: number; offset: number }) {
  return narrowed(database, by)
    .innerJoin('organisation', 'organisation.id', 'project.organisationId')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('projectEffect as latest')
          .whereRef('latest.projectId', '=', 'project.id')
          .select(['latest.verdict', 'latest.avoided', 'latest.avoidedLow', 'latest.avoidedHigh'])
          .orderBy('latest.computedOn', 'desc')
          .limit(1)
          .as('effect'),
      (join) => join.onTrue(),
    )
    .select([
      'project.id',
      'project.number',
      'project.state',
      'project.kind',
      'project.title',
      'project.placeName',
      'project.dueOn',
      'project.doneAt',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      'organisation.nameTh as organisationNameTh',
      'organisation.nameEn as organisationNameEn',
      'effect.verdict',
      'effect.avoided',
      'effect.avoidedLow',
      'effect.avoidedHigh',
      sql<number>`(select count(*)::int from project_milestone m where m.project_id = project.id)`.as('milestoneCount'),
      sql<number>`(select count(m.done_on)::int from project_milestone m where m.project_id = project.id)`.as(
        'milestonesDone',
      ),
      pairedPhoto('before').as('beforeFileId'),
      pairedPhoto('after').as('afterFileId'),
    ])
    .$narrowType<{ state: ProjectState; kind: ProjectKind; verdict: Verdict | null }>()
    .orderBy('project.changedAt', 'desc')
    .orderBy('project.id', 'desc')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
}

/** The newest photo of a stage, from the first spot that was photographed both before and after. */
function pairedPhoto(stage: 'before' | 'after') {
  return sql<string | null>`(
    select p.file_id from project_photo p
    where p.project_id = project.id and p.stage = ${stage} and exists (
      select from project_photo other
      where other.project_id = p.project_id and other.spot = p.spot
        and other.stage = ${stage === 'before' ? 'after' : 'before'})
    order by p.spot, p.taken_on desc, p.id desc limit 1)`;
}

/** How many projects there are of each state. */
export function countProjectsByState(database: Database, by: ProjectNarrowing) {
  return narrowed(database, by)
    .select(['project.state', sql<number>`count(*)::int`.as('count')])
    .$narrowType<{ state: ProjectState }>()
    .groupBy('project.state')
    .execute();
}

/** One project by the number that people know it by, with what stands around it. */
export function findProject(database: Database, number: number) {
  return database
    .selectFrom('project')
    .innerJoin('zone', 'zone.id', 'project.zoneId')
    .innerJoin('organisation', 'organisation.id', 'project.organisationId')
    .leftJoin('riskArea', (join) =>
      join.onRef('riskArea.id', '=', 'project.riskAreaId').on('riskArea.state', 'in', [...publicRiskAreaStates]),
    )
    .leftJoin('proposal', 'proposal.id', 'project.proposalId')
    .where('project.number', '=', number)
    .select([
      'project.id',
      'project.zoneId',
      'project.number',
      'project.state',
      'project.kind',
      'project.proposalId',
      'project.organisationId',
      'project.title',
      'project.summary',
      'project.placeName',
      'riskArea.id as riskAreaId',
      'project.startsOn',
      'project.dueOn',
      'project.doneAt',
      'project.acceptedOn',
      'project.acceptanceReference',
      'project.reason',
      'project.areasLockedAt',
      'project.createdAt',
      'project.changedAt',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      'zone.isDemonstration',
      'organisation.nameTh as organisationNameTh',
      'organisation.nameEn as organisationNameEn',
      'riskArea.nameTh as riskAreaNameTh',
      'riskArea.nameEn as riskAreaNameEn',
      'proposal.number as proposalNumber',
      'proposal.title as proposalTitle',
      sql<number>`st_x(project.place)`.as('longitude'),
      sql<number>`st_y(project.place)`.as('latitude'),
      sql<boolean>`project.treated_area is not null and project.buffer_area is not null
        and project.control_area is not null`.as('hasAreas'),
    ])
    .$narrowType<{ state: ProjectState; kind: ProjectKind }>()
    .executeTakeFirst();
}

export type ProjectRow = NonNullable<Awaited<ReturnType<typeof findProject>>>;

/** The row itself, held until the transaction ends, so that two people cannot move it at once. */
export function lockProject(database: Database, number: number) {
  return database
    .selectFrom('project')
    .where('number', '=', number)
    .select([
      'id',
      'zoneId',
      'number',
      'state',
      'kind',
      'proposalId',
      'organisationId',
      'doneAt',
      'areasLockedAt',
      sql<boolean>`treated_area is not null and buffer_area is not null and control_area is not null`.as('hasAreas'),
    ])
    .$narrowType<{ state: ProjectState; kind: ProjectKind }>()
    .forUpdate()
    .executeTakeFirst();
}

export type LockedProject = NonNullable<Awaited<ReturnType<typeof lockProject>>>;

export async function insertProject(
  database: Database,
  project: Omit<Insertable<Project>, 'place'> & { longitude: number; latitude: number },
): Promise<number> {
  const { longitude, latitude, ...columns } = project;
  const place = pointOf([longitude, latitude]);
  const { number } = await database
    .insertInto('project')
    .values({ ...columns, place })
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

export async function updateProject(database: Database, projectId: string, change: Updateable<Project>): Promise<void> {
  await database.updateTable('project').set(change).where('id', '=', projectId).execute();
}

/** An accepted proposal, for the project that will deliver it. */
export function findAcceptedProposal(database: Database, by: { id: string } | { number: number }) {
  return database
    .selectFrom('proposal')
    .innerJoin('zone', 'zone.id', 'proposal.zoneId')
    .where('proposal.state', '=', 'accepted')
    .where(({ eb }) => ('id' in by ? eb('proposal.id', '=', by.id) : eb('proposal.number', '=', by.number)))
    .select([
      'proposal.id',
      'proposal.zoneId',
      'proposal.number',
      'proposal.kind',
      'proposal.title',
      'proposal.fix',
      'proposal.placeName',
      'proposal.riskAreaId',
      'proposal.costBaht',
      sql<number>`st_x(proposal.place)`.as('longitude'),
      sql<number>`st_y(proposal.place)`.as('latitude'),
    ])
    .$narrowType<{ kind: ProjectKind }>()
    .executeTakeFirst();
}

/** Confirmed or watched risk areas of a zone, for a form to choose among. */
export function listRiskAreasOfZone(database: Database, zoneId: string) {
  return database
    .selectFrom('riskArea')
    .where('zoneId', '=', zoneId)
    .where('state', 'in', ['confirmed', 'treated', 'watched'])
    .select(['id', 'nameTh', 'nameEn', 'level'])
    .orderBy('level', 'desc')
    .execute();
}

/** Links ordinary reports of the zone to a project by their tracking numbers; returns how many there were. */
export async function linkReports(
  database: Database,
  link: { projectId: string; zoneId: string; numbers: readonly string[]; linkedAt: Date },
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into project_report (project_id, report_id, linked_at)
    select ${link.projectId}, id, ${link.linkedAt} from report
    where zone_id = ${link.zoneId} and not is_sensitive and tracking_number = any(${link.numbers}::text[])`.execute(
    database,
  );
  return Number(numAffectedRows ?? 0);
}
