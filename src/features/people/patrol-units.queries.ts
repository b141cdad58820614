import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { PatrolUnit } from '../../../db/types.ts';

/** Every patrol unit with its station, by call sign. */
export function listPatrolUnits(database: Database) {
  return database
    .selectFrom('patrolUnit')
    .innerJoin('policeUnit', 'policeUnit.id', 'patrolUnit.stationId')
    .select([
      'patrolUnit.id',
      'patrolUnit.stationId',
      'patrolUnit.callSign',
      'patrolUnit.vehicle',
      'policeUnit.nameTh',
      'policeUnit.nameEn',
    ])
    .orderBy(sql`police_unit.name_th collate th`)
    .orderBy(sql`patrol_unit.call_sign collate th`)
    .execute();
}

export function listPatrolMembers(database: Database) {
  return database
    .selectFrom('patrolUnitMember')
    .innerJoin('account', 'account.id', 'patrolUnitMember.accountId')
    .where('patrolUnitMember.validTo', 'is', null)
    .select(['patrolUnitMember.patrolUnitId', 'account.id', 'account.displayName'])
    .orderBy(sql`account.display_name collate th`)
    .execute();
}

/** Officers who serve today, with the station that they serve at. */
export function listOfficers(database: Database) {
  return database
    .selectFrom('membership')
    .innerJoin('account', 'account.id', 'membership.accountId')
    .innerJoin('organisation', 'organisation.id', 'membership.organisationId')
    .innerJoin('policeUnit', 'policeUnit.id', 'organisation.policeUnitId')
    .where('policeUnit.kind', '=', 'station')
    .where('membership.role', 'in', ['officer', 'supervisor'])
    .where('membership.validTo', 'is', null)
    .select(['account.id', 'account.displayName', 'policeUnit.id as stationId'])
    .distinct()
    .orderBy('account.displayName')
    .execute();
}

export function listStations(database: Database) {
  return database
    .selectFrom('policeUnit')
    .where('kind', '=', 'station')
    .select(['id', 'nameTh', 'nameEn'])
    .orderBy(sql`name_th collate th`)
    .execute();
}

/** False when the station has a unit of this call sign already. */
export async function insertPatrolUnit(database: Database, unit: Insertable<PatrolUnit>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database
    .insertInto('patrolUnit')
    .values(unit)
    .onConflict((conflict) => conflict.columns(['stationId', 'callSign']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether the account serves at the station that the patrol unit belongs to. */
export async function servesAtStationOf(database: Database, patrolUnitId: string, accountId: string): Promise<boolean> {
  const row = await database
    .selectFrom('patrolUnit')
    .innerJoin('organisation', 'organisation.policeUnitId', 'patrolUnit.stationId')
    .innerJoin('membership', 'membership.organisationId', 'organisation.id')
    .where('patrolUnit.id', '=', patrolUnitId)
    .where('membership.accountId', '=', accountId)
    .where('membership.validTo', 'is', null)
    .select('membership.id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function addPatrolMember(
  database: Database,
  member: { patrolUnitId: string; accountId: string; validFrom: string },
): Promise<void> {
  await database
    .insertInto('patrolUnitMember')
    .values(member)
    .onConflict((conflict) =>
      conflict.columns(['patrolUnitId', 'accountId', 'validFrom']).doUpdateSet({ validTo: null }),
    )
    .execute();
}

export async function endPatrolMember(
  database: Database,
  member: { patrolUnitId: string; accountId: string; lastDay: string },
): Promise<void> {
  await database
    .updateTable('patrolUnitMember')
    .set({ validTo: sql<string>`greatest(valid_from, ${member.lastDay}::date)` })
    .where('patrolUnitId', '=', member.patrolUnitId)
    .where('accountId', '=', member.accountId)
    .where('validTo', 'is', null)
    .execute();
}
