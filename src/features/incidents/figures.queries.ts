import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** A live incident with the moments that figures are made of; null for what has not happened. */
export interface FigureRow {
  zoneId: string;
  kind: string;
  source: string;
  priority: number;
  occurredFrom: Date;
  recordedAt: Date;
  /** By the zone's own clock: 1 Monday … 7 Sunday, and 0 … 23. */
  weekday: number;
  hour: number;
  acknowledgedAt: Date | null;
  arrivedAt: Date | null;
  resolvedAt: Date | null;
  /** When it was merged, or found to be a false alarm. */
  droppedAt: Date | null;
}

/**
 * Live incidents of these zones that were recorded since then, the latest first. Steps may be skipped, so whoever went
 * further has acknowledged on the way.
 */
export async function listFigureRows(
  database: Database,
  { zoneIds, since, limit }: { zoneIds: readonly string[]; since: Date; limit: number },
): Promise<FigureRow[]> {
  const { rows } = await sql<FigureRow>`
    select incident.zone_id, incident.kind, incident.source, response.priority, incident.occurred_from,
      incident.recorded_at,
      extract(isodow from incident.recorded_at at time zone zone.time_zone)::int as weekday,
      extract(hour from incident.recorded_at at time zone zone.time_zone)::int as hour,
      moments.acknowledged_at, moments.arrived_at, moments.resolved_at, moments.dropped_at
    from incident
    join incident_response as response on response.incident_id = incident.id
    join zone on zone.id = incident.zone_id
    left join lateral (
      select
        min(occurred_at) filter (where type in ('acknowledged', 'assigned', 'on-scene', 'resolved', 'closed'))
          as acknowledged_at,
        min(occurred_at) filter (where type = 'on-scene') as arrived_at,
        min(occurred_at) filter (where type in ('resolved', 'closed')) as resolved_at,
        min(occurred_at) filter (where type in ('merged', 'false-alarm')) as dropped_at
      from event where event.subject_id = incident.id and event.subject = 'incident'
    ) as moments on true
    where incident.zone_id = any(${[...zoneIds]}::uuid[]) and incident.recorded_at >= ${since}
    order by incident.recorded_at desc, incident.id limit ${limit}`.execute(database);
  return rows;
}
