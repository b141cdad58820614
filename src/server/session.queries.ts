import { sql } from 'kysely';
import type { Database } from '../../db/client/database.ts';
import type { MembershipRole } from './access.ts';

/** A stored session with its account, unless the account is disabled; `sessionHash` is the SHA-256 of the token. */
export function findSession(database: Database, sessionHash: string) {
  return database
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.accountId')
    .where('session.tokenHash', '=', sessionHash)
    .where('account.isDisabled', '=', false)
    .where('account.erasedAt', 'is', null)
    .select([
      'session.accountId',
      'session.expiresAt',
      'session.endsAt',
      'account.displayName',
      'account.verification',
      'account.isAdministrator',
      'account.isDemonstration',
    ])
    .executeTakeFirst();
}

export async function insertSession(
  database: Database,
  session: { tokenHash: string; accountId: string; createdAt: Date; expiresAt: Date; endsAt: Date },
): Promise<void> {
  await database.insertInto('session').values(session).execute();
}

export async function updateSessionExpiry(database: Database, tokenHash: string, expiresAt: Date): Promise<void> {
  await database
    .updateTable('session')
    .set({ expiresAt: sql<Date>`least(ends_at, ${expiresAt}::timestamptz)` })
    .where('tokenHash', '=', tokenHash)
    .execute();
}

export async function deleteSession(database: Database, tokenHash: string): Promise<void> {
  await database.deleteFrom('session').where('tokenHash', '=', tokenHash).execute();
}

export async function deleteSessionsOf(database: Database, accountId: string): Promise<void> {
  await database.deleteFrom('session').where('accountId', '=', accountId).execute();
}

export async function deleteSessionsExpiredBefore(database: Database, moment: Date): Promise<void> {
  await database.deleteFrom('session').where('expiresAt', '<', moment).execute();
}

/**
 * One row per membership that holds today and zone of its territory (zone null when the territory has none). A police
 * unit's territory is the zones of every station at or below it; a network partner's is its station's zones.
 */
export async function listTerritory(database: Database, accountId: string, today: string) {
  const { rows } = await sql<{
    organisationId: string;
    role: MembershipRole;
    nameTh: string;
    nameEn: string;
    policeUnitId: string | null;
    zoneId: string | null;
  }>`
    with recursive held as (
      select o.id, m.role, o.name_th, o.name_en, o.police_unit_id,
        coalesce(o.territory_station_id, o.police_unit_id,
          case when o.territory_area_id is null and o.territory_zone_id is null then o.network_station_id end) as unit_id,
        o.territory_area_id, o.territory_zone_id
      from membership m
      join organisation o on o.id = m.organisation_id
      where m.account_id = ${accountId} and not o.is_disabled
        and m.valid_from <= ${today}::date and (m.valid_to is null or m.valid_to >= ${today}::date)
    ), unit (root_id, id) as (
      select unit_id, unit_id from held where unit_id is not null
      union
      select unit.root_id, child.id from unit join police_unit child on child.parent_id = unit.id
    )
    select distinct held.id as organisation_id, held.role, held.name_th, held.name_en, held.police_unit_id,
      zone.id as zone_id
    from held
    left join zone on zone.id = held.territory_zone_id
      or zone.station_id in (select unit.id from unit where unit.root_id = held.unit_id)
      or exists (
        select from area
        where area.id = held.territory_area_id
          and st_contains(area.boundary, st_pointonsurface(zone.boundary)))`.execute(database);
  return rows;
}
