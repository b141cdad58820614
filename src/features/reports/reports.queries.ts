import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Position } from '../../compute/geometry/position.ts';
import { pointOf } from '../../server/places.queries.ts';
import { openStates } from './reports.states.ts';

const pageLength = 20;

/** Reports that anybody may know of: never a sensitive one. The place only where it is public. */
function publicReports(database: Database) {
  return database
    .selectFrom('report')
    .innerJoin('zone', 'zone.id', 'report.zoneId')
    .where('report.isSensitive', '=', false)
    .select([
      'report.id',
      'report.zoneId',
      'report.trackingNumber',
      'report.category',
      'report.state',
      'report.createdAt',
      'report.changedAt',
      'zone.slug as zoneSlug',
      'zone.nameTh as zoneNameTh',
      'zone.nameEn as zoneNameEn',
      'zone.timeZone',
      'zone.isDemonstration',
    ])
    .select(sql<string>`case when report.is_public_place then report.place_name else '' end`.as('placeName'))
    .select(sql<number | null>`case when report.is_public_place then st_x(report.place) end`.as('longitude'))
    .select(sql<number | null>`case when report.is_public_place then st_y(report.place) end`.as('latitude'))
    .select(
      sql<number>`(select count(*)::int from report_me_too where report_me_too.report_id = report.id)`.as('meTooCount'),
    );
}

const stateGroups = {
  open: [...openStates],
  fixed: ['fixed'],
  closed: ['duplicate', 'referred', 'cannot-fix', 'withdrawn'],
} as const;

/** One page of the public list, newest change first, and whether there are more. */
export async function listPublicReports(
  database: Database,
  query: {
    zone?: string | undefined;
    category?: string | undefined;
    state?: keyof typeof stateGroups | undefined;
    page: number;
  },
) {
  let select = publicReports(database)
    .orderBy('report.changedAt', 'desc')
    .orderBy('report.id', 'desc')
    .limit(pageLength + 1)
    .offset((query.page - 1) * pageLength);
  if (query.zone) select = select.where('zone.slug', '=', query.zone);
  if (query.category) select = select.where('report.category', '=', query.category);
  if (query.state) select = select.where('report.state', 'in', stateGroups[query.state]);
  const rows = await select.execute();
  return { rows: rows.slice(0, pageLength), hasMore: rows.length > pageLength };
}

/** An ordinary report by its tracking number. */
export function findPublicReport(database: Database, trackingNumber: string) {
  return publicReports(database)
    .leftJoin('report as original', (join) =>
      join.onRef('original.id', '=', 'report.duplicateOf').on('original.isSensitive', '=', false),
    )
    .where('report.trackingNumber', '=', trackingNumber)
    .select(['report.reason', 'report.referredTo', 'report.accountId', 'original.trackingNumber as duplicateOf'])
    .select(sql<string>`case when report.words_moderation = 'visible' then report.words_public else '' end`.as('words'))
    .executeTakeFirst();
}

/** Open reports of the category within so many metres of a point, nearest first. Never sensitive ones. */
export async function listTwins(database: Database, category: string, point: Position, withinMeters: number) {
  return publicReports(database)
    .where('report.category', '=', category)
    .where('report.state', 'in', [...openStates])
    .where(sql<boolean>`st_dwithin(report.place::geography, ${pointOf(point)}::geography, ${withinMeters})`)
    .select(sql<number>`st_distance(report.place::geography, ${pointOf(point)}::geography)`.as('distanceMeters'))
    .select(
      sql<string | null>`(
        select file_id from report_photo
        where report_photo.report_id = report.id and report_photo.moderation = 'visible' order by created_at limit 1
      )`.as('photoId'),
    )
    .orderBy('distanceMeters')
    .limit(3)
    .execute();
}

/** Files of a report's photos that anybody may see. */
export async function listVisiblePhotoIds(database: Database, reportId: string): Promise<string[]> {
  const rows = await database
    .selectFrom('reportPhoto')
    .where('reportId', '=', reportId)
    .where('moderation', '=', 'visible')
    .orderBy('createdAt')
    .select('fileId')
    .execute();
  return rows.map((row) => row.fileId);
}

/** What happened to a report, in order, with the public answers among it. */
export async function listTimeline(database: Database, reportId: string) {
  const { rows } = await sql<{
    type: string;
    at: Date;
    state: string | null;
    reason: string | null;
    organisationTh: string | null;
    organisationEn: string | null;
    words: string | null;
  }>`
    select event.type, event.occurred_at as at, event.payload ->> 'to' as state, event.payload ->> 'reason' as reason,
      organisation.name_th as organisation_th, organisation.name_en as organisation_en, null as words
    from event
    left join organisation on organisation.id = (event.payload ->> 'organisationId')::uuid
    where event.subject_id = ${reportId} and event.subject = 'report'
      and event.type in ('report.received', 'report.state-changed', 'report.assigned')
    union all
    select 'report.answered', report_answer.created_at, null, null, organisation.name_th, organisation.name_en,
      report_answer.words
    from report_answer
    left join lateral (
      select organisation.name_th, organisation.name_en
      from membership join organisation on organisation.id = membership.organisation_id
      where membership.account_id = report_answer.account_id and membership.role <> 'partner' and membership.valid_to is null
      order by membership.valid_from desc limit 1
    ) as organisation on true
    where report_answer.report_id = ${reportId} and report_answer.is_public
    order by at`.execute(database);
  return rows;
}

/** Proposals and projects that came of a report, oldest first. Drafts are nobody's business yet. */
export async function listOutcomes(database: Database, reportId: string) {
  const { rows } = await sql<{
    kind: 'proposal' | 'project';
    number: number;
    title: string;
    state: string;
    at: Date;
  }>`
    select 'proposal' as kind, proposal.number, proposal.title, proposal.state,
      greatest(proposal.created_at, report.created_at) as at
    from proposal_report join proposal on proposal.id = proposal_report.proposal_id
    join report on report.id = proposal_report.report_id
    where proposal_report.report_id = ${reportId} and proposal.state <> 'draft'
    union all
    select 'project', project.number, project.title, project.state, greatest(project.created_at, report.created_at)
    from proposal_report join project on project.proposal_id = proposal_report.proposal_id
    join report on report.id = proposal_report.report_id
    where proposal_report.report_id = ${reportId}
    union all
    select 'project', project.number, project.title, project.state, project_report.linked_at
    from project_report join project on project.id = project_report.project_id
    where project_report.report_id = ${reportId}
    order by at`.execute(database);
  return rows;
}

/** The report that a secret link opens, by the hash of its secret. */
export function findFollowed(database: Database, secretHash: string) {
  return database
    .selectFrom('report')
    .innerJoin('zone', 'zone.id', 'report.zoneId')
    .leftJoin('reportContact', 'reportContact.reportId', 'report.id')
    .leftJoin('policeUnit as addressee', 'addressee.id', 'report.addressedTo')
    .where((where) =>
      where.or([
        where('report.followHash', '=', secretHash),
        where(
          'report.id',
          '=',
          where.selectFrom('reportFollow').where('secretHash', '=', secretHash).select('reportId'),
        ),
      ]),
    )
    .select([
      'report.id',
      'report.zoneId',
      'report.accountId',
      'report.trackingNumber',
      'report.category',
      'report.state',
      'report.isSensitive',
      'report.placeName',
      'report.words',
      'report.reason',
      'report.referredTo',
      'report.createdAt',
      'reportContact.email',
      'zone.slug as zoneSlug',
      'zone.timeZone',
      'zone.isDemonstration',
      'addressee.nameTh as addresseeTh',
      'addressee.nameEn as addresseeEn',
    ])
    .select(sql<number>`(select count(*)::int from report_photo where report_id = report.id)`.as('photoCount'))
    .select(sql<number>`(select count(*)::int from report_me_too where report_id = report.id)`.as('meTooCount'))
    .executeTakeFirst();
}
