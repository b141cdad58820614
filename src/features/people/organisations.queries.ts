import { type Insertable, sql, type Updateable } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { Organisation } from '../../../db/types.ts';

const mostListed = 200;

/** Organisations by name, with how many people belong to each today. */
export function listOrganisations(database: Database, wanted: { words: string; kind?: string | undefined }) {
  let query = database
    .selectFrom('organisation')
    .select(['id', 'kind', 'nameTh', 'nameEn', 'isDisabled', 'isDemonstration'])
    .select(
      sql<number>`(select count(*)::int from membership m
        where m.organisation_id = organisation.id and (m.valid_to is null or m.valid_to >= current_date))`.as('people'),
    );
  if (wanted.kind) query = query.where('kind', '=', wanted.kind);
  if (wanted.words) {
    const pattern = `%${wanted.words.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((row) => row.or([row('nameTh', 'ilike', pattern), row('nameEn', 'ilike', pattern)]));
  }
  return query.orderBy(sql`name_th collate th`).limit(mostListed).execute();
}

export function findOrganisation(database: Database, id: string) {
  return database
    .selectFrom('organisation')
    .where('id', '=', id)
    .select([
      'id',
      'kind',
      'nameTh',
      'nameEn',
      'policeUnitId',
      'networkStationId',
      'territoryAreaId',
      'territoryStationId',
      'territoryZoneId',
      'isDisabled',
      'isDemonstration',
    ])
    .executeTakeFirst();
}

export async function insertOrganisation(database: Database, row: Insertable<Organisation>): Promise<void> {
  await database.insertInto('organisation').values(row).execute();
}

export async function updateOrganisation(
  database: Database,
  id: string,
  changes: Updateable<Organisation>,
): Promise<void> {
  await database.updateTable('organisation').set(changes).where('id', '=', id).execute();
}

/** What an organisation can be tied to: police units, areas and zones, by name. */
export async function listTerritories(database: Database) {
  const [units, areas, zones] = await Promise.all([
    database
      .selectFrom('policeUnit')
      .select(['id', 'kind', 'nameTh', 'nameEn'])
      .orderBy(sql`name_th collate th`)
      .execute(),
    database
      .selectFrom('area')
      .where('kind', 'in', ['local-government', 'community', 'sub-district', 'district', 'province'])
      .select(['id', 'kind', 'nameTh', 'nameEn'])
      .orderBy(sql`name_th collate th`)
      .limit(2000)
      .execute(),
    database.selectFrom('zone').select(['id', 'nameTh', 'nameEn']).orderBy(sql`name_th collate th`).execute(),
  ]);
  return { units, areas, zones };
}

/** Who belongs or belonged to the organisation, those of today first. */
export function listMembers(database: Database, organisationId: string) {
  return database
    .selectFrom('membership')
    .innerJoin('account', 'account.id', 'membership.accountId')
    .where('organisationId', '=', organisationId)
    .select([
      'membership.id',
      'membership.accountId',
      'membership.role',
      'membership.position',
      'membership.isActing',
      'membership.validFrom',
      'membership.validTo',
      'account.displayName',
    ])
    .orderBy(sql`membership.valid_to is not null`)
    .orderBy('membership.validFrom', 'desc')
    .limit(500)
    .execute();
}
