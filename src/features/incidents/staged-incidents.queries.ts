import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/**
 * Moves staged rows of an import into `incident`, each at the snap point that its zone has now. A row whose key is there
 * already is changed when it differs and left alone when not.
 */
export async function insertStagedIncidents(
  database: Database,
  chunk: { runId: string; from: number; to: number; source: string; now: Date },
): Promise<{ added: number; changed: number }> {
  const { rows } = await sql<{ added: number; changed: number }>`
    with written as (
      insert into incident (id, zone_id, kind, occurred_from, occurred_to, place, snap_point_id, source, source_name,
        source_key, summary, recorded_at)
      select r.id, r.zone_id, r.fields->>'kind', (r.fields->>'from')::timestamptz, (r.fields->>'to')::timestamptz,
        r.geometry, (
          select p.id from snap_point p
          where p.zone_id = r.zone_id and p.generation = zone.snap_generation
          order by p.place <-> r.geometry limit 1),
        'feed', ${chunk.source}, r.source_key, r.fields->>'summary', ${chunk.now}
      from import_row r join zone on zone.id = r.zone_id
      where r.run_id = ${chunk.runId} and r.ordinal >= ${chunk.from} and r.ordinal < ${chunk.to}
      on conflict (zone_id, source_name, source_key) do update
        set kind = excluded.kind, occurred_from = excluded.occurred_from, occurred_to = excluded.occurred_to,
          place = excluded.place, snap_point_id = excluded.snap_point_id, summary = excluded.summary
        where (incident.kind, incident.occurred_from, incident.occurred_to, incident.summary)
            is distinct from (excluded.kind, excluded.occurred_from, excluded.occurred_to, excluded.summary)
          or not st_equals(incident.place, excluded.place)
      returning (xmax = 0) as is_new
    )
    select count(*) filter (where is_new)::int as added, count(*) filter (where not is_new)::int as changed
    from written`.execute(database);
  return rows[0] ?? { added: 0, changed: 0 };
}
