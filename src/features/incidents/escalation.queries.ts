import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** 0: nobody above was told. 1: the station's supervisors. 2: the division's commanders too. */
export type EscalationLevel = 0 | 1 | 2;

/** The level that an incident which nobody has taken has reached by `now`, when it is above the one that was told. */
const dueIncidents = (now: Date) => sql`
  select response.incident_id as id, response.zone_id,
    case when incident.recorded_at + make_interval(mins => rule.commander_minutes) <= ${now} then 2 else 1 end as level
  from incident_response as response
  join incident on incident.id = response.incident_id
  join escalation_limit as rule on rule.zone_id = response.zone_id and rule.priority = response.priority
  where response.state = 'new' and response.escalated_to < 2
    and incident.recorded_at + make_interval(mins => case response.escalated_to
      when 0 then rule.supervisor_minutes else rule.commander_minutes end) <= ${now}`;

/** Incidents whose limit has passed untaken, with the level that they have reached, the longest waiting first. */
export async function listDueEscalations(database: Database, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${dueIncidents(now)}
    order by incident.recorded_at limit ${limit}`.execute(database);
  return rows.map((row) => row.id);
}

/** The level that this incident has reached and was not told at; undefined when there is none, as when somebody took it. */
export async function findDueLevel(
  database: Database,
  incidentId: string,
  now: Date,
): Promise<EscalationLevel | undefined> {
  const { rows } = await sql<{ level: EscalationLevel }>`${dueIncidents(now)}
    and response.incident_id = ${incidentId}`.execute(database);
  return rows[0]?.level;
}

/** The moments after `from`, up to and with `to`, at which limits of incidents that nobody has taken pass. */
export async function listNextLimits(database: Database, from: Date, to: Date): Promise<Date[]> {
  const { rows } = await sql<{ at: Date }>`
    select distinct limits.at from incident_response as response
    join incident on incident.id = response.incident_id
    join escalation_limit as rule on rule.zone_id = response.zone_id and rule.priority = response.priority
    cross join lateral (values
      (incident.recorded_at + make_interval(mins => rule.supervisor_minutes)),
      (incident.recorded_at + make_interval(mins => rule.commander_minutes))) as limits (at)
    where response.state = 'new' and response.escalated_to < 2 and limits.at > ${from} and limits.at <= ${to}
    order by limits.at limit 200`.execute(database);
  return rows.map((row) => row.at);
}

/** The minutes that hold in these zones, by priority. */
export async function listLimits(database: Database, zoneIds: readonly string[]) {
  const { rows } = await sql<{
    zoneId: string;
    priority: number;
    supervisorMinutes: number;
    commanderMinutes: number;
  }>`
    select zone_id, priority, supervisor_minutes, commander_minutes from escalation_limit
    where zone_id = any(${zoneIds}::uuid[]) order by priority`.execute(database);
  return rows;
}

/** Keeps the minutes of one priority in a zone. */
export async function upsertLimit(
  database: Database,
  limit: { zoneId: string; priority: number; supervisorMinutes: number; commanderMinutes: number },
): Promise<void> {
  await database
    .insertInto('escalationSetting')
    .values(limit)
    .onConflict((conflict) =>
      conflict.columns(['zoneId', 'priority']).doUpdateSet({
        supervisorMinutes: limit.supervisorMinutes,
        commanderMinutes: limit.commanderMinutes,
      }),
    )
    .execute();
}

export function findZoneBySlug(database: Database, slug: string) {
  return database
    .selectFrom('zone')
    .where('slug', '=', slug)
    .select(['id', 'slug', 'nameTh', 'nameEn'])
    .executeTakeFirst();
}
