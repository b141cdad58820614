import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import { openStates } from './reports.states.ts';

const pageLength = 50;

/** Which reports a viewer works on: ordinary ones of some zones, sensitive ones that are addressed to some units. */
export interface TriageScope {
  zoneIds: readonly string[];
  sensitiveZoneIds: readonly string[];
  policeUnitIds: readonly string[];
}

const array = (ids: readonly string[]) => sql`${[...ids]}::uuid[]`;

function reportsWithin(database: Database, scope: TriageScope) {
  return database
    .selectFrom('report')
    .innerJoin('zone', 'zone.id', 'report.zoneId')
    .leftJoin('organisation as assigned', 'assigned.id', 'report.assignedOrganisationId')
    .where(
      sql<boolean>`case when report.is_sensitive
        then report.zone_id = any(${array(scope.sensitiveZoneIds)})
          and report.addressed_to = any(${array(scope.policeUnitIds)})
        else report.zone_id = any(${array(scope.zoneIds)}) end`,
    )
    .select([
      'report.id',
      'report.zoneId',
      'report.trackingNumber',
      'report.category',
      'report.state',
      'report.isSensitive',
      'report.placeName',
      'report.createdAt',
      'assigned.nameTh as assignedTh',
      'assigned.nameEn as assignedEn',
      'zone.timeZone',
      'zone.isDemonstration',
    ])
    .select(
      sql<boolean>`(report.words <> '' and report.words_moderation = 'pending') or exists (
        select from report_photo where report_photo.report_id = report.id and report_photo.moderation = 'pending')`.as(
        'needsModeration',
      ),
    );
}

/** One page of the queue, and how many reports there are in all. */
export async function listQueue(
  database: Database,
  scope: TriageScope,
  query: {
    category?: string | undefined;
    state?: string | undefined;
    order: 'oldest' | 'newest';
    page: number;
  },
) {
  let select = reportsWithin(database, scope)
    .where('report.state', 'in', query.state ? [query.state] : [...openStates])
    .select(sql<number>`count(*) over ()::int`.as('total'));
  if (query.category) select = select.where('report.category', '=', query.category);
  const rows = await select
    .orderBy('report.createdAt', query.order === 'oldest' ? 'asc' : 'desc')
    .orderBy('report.id')
    .limit(pageLength)
    .offset((query.page - 1) * pageLength)
    .execute();
  return { rows, total: rows[0]?.total ?? 0 };
}

/** One report that the viewer works on, with what only those who work on it see. */
export function findTriaged(database: Database, scope: TriageScope, trackingNumber: string) {
  return reportsWithin(database, scope)
    .leftJoin('organisation as filedBy', 'filedBy.id', 'report.filedByOrganisationId')
    .leftJoin('policeUnit as addressee', 'addressee.id', 'report.addressedTo')
    .where('report.trackingNumber', '=', trackingNumber)
    .select([
      'report.words',
      'report.wordsPublic',
      'report.wordsModeration',
      'report.reason',
      'report.referredTo',
      'report.assignedOrganisationId',
      'zone.slug as zoneSlug',
      'zone.stationId',
      'filedBy.nameTh as filedByTh',
      'filedBy.nameEn as filedByEn',
      'addressee.nameTh as addresseeTh',
      'addressee.nameEn as addresseeEn',
    ])
    .select(sql<number>`st_x(report.place)`.as('longitude'))
    .select(sql<number>`st_y(report.place)`.as('latitude'))
    .executeTakeFirst();
}

export function listTriagePhotos(database: Database, reportId: string) {
  return database
    .selectFrom('reportPhoto')
    .where('reportId', '=', reportId)
    .orderBy('createdAt')
    .select(['id', 'fileId', 'moderation'])
    .execute();
}

/** Everything said since: the reporter's further words and the team's answers, oldest first. */
export function listNotes(database: Database, reportId: string) {
  return database
    .selectFrom('reportAnswer')
    .where('reportId', '=', reportId)
    .orderBy('createdAt')
    .select(['words', 'isPublic', 'createdAt'])
    .select(sql<boolean>`account_id is null`.as('isFromReporter'))
    .execute();
}

/** Organisations that can look after something in a zone: those whose territory or network it is. */
export async function listOrganisationsOf(database: Database, zone: { zoneId: string; stationId: string }) {
  return database
    .selectFrom('organisation')
    .leftJoin('area', 'area.id', 'organisation.territoryAreaId')
    .where('organisation.isDisabled', '=', false)
    .where(
      sql<boolean>`organisation.territory_zone_id = ${zone.zoneId}
        or ${zone.stationId} in (organisation.police_unit_id, organisation.territory_station_id, organisation.network_station_id)
        or exists (
          select from zone where zone.id = ${zone.zoneId}
            and st_contains(area.boundary, st_pointonsurface(zone.boundary)))`,
    )
    .orderBy(sql`organisation.name_th collate th`)
    .select(['organisation.id', 'organisation.nameTh', 'organisation.nameEn'])
    .execute();
}

/** Counts, at the original, those who met a duplicate, and its reporter; each person once. */
export async function carryMeToos(
  database: Database,
  reports: { duplicateId: string; originalId: string; now: Date },
): Promise<void> {
  await sql`
    insert into report_me_too (report_id, person, created_at)
    select ${reports.originalId}::uuid, person, created_at from report_me_too where report_id = ${reports.duplicateId}
    union all
    select ${reports.originalId}::uuid,
      coalesce('account:' || account_id, 'report:' || id), ${reports.now}::timestamptz
    from report where id = ${reports.duplicateId}
    on conflict do nothing`.execute(database);
}
