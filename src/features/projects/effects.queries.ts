import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { ProjectEffect } from '../../../db/types.ts';
import type { EffectCounts } from '../../compute/statistics/effect.ts';

/** Incidents in the three areas of a project, in equal times before and after. */
export type AreaCounts = EffectCounts & { bufferBefore: number; bufferAfter: number };

/** A done project whose areas are locked, for measuring; undefined for any other. */
export function findMeasurable(database: Database, projectId: string) {
  return database
    .selectFrom('project')
    .innerJoin('zone', 'zone.id', 'project.zoneId')
    .where('project.id', '=', projectId)
    .where('project.state', 'in', ['done', 'evaluated'])
    .where('project.areasLockedAt', 'is not', null)
    .where('project.doneAt', 'is not', null)
    .select(['project.id', 'project.zoneId', 'project.doneAt', 'zone.timeZone'])
    .$narrowType<{ doneAt: Date }>()
    .executeTakeFirst();
}

/** Done projects with locked areas that were last measured before that day, or never. */
export async function listDueForMeasuring(database: Database, before: string): Promise<string[]> {
  const rows = await database
    .selectFrom('project')
    .where('state', '=', 'done')
    .where('areasLockedAt', 'is not', null)
    .where('doneAt', 'is not', null)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('projectEffect')
            .whereRef('projectEffect.projectId', '=', 'project.id')
            .where('computedOn', '>=', before)
            .select('projectId'),
        ),
      ),
    )
    .select('id')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/**
 * Counts what the public may know of: no sensitive kinds, whose counts in so small an area could point at a person, and
 * nothing that turned out to be no incident.
 */
export async function countAround(
  database: Database,
  at: { projectId: string; zoneId: string; from: Date; doneAt: Date; until: Date },
): Promise<AreaCounts> {
  const within = (area: 'treated_area' | 'control_area' | 'buffer_area', isAfter: boolean) =>
    sql<number>`count(*) filter (where st_contains(project.${sql.ref(area)}, incident.place)
      and (incident.occurred_from >= ${at.doneAt}) = ${isAfter})::int`;
  const { rows } = await sql<AreaCounts>`
    select ${within('treated_area', false)} as treated_before, ${within('treated_area', true)} as treated_after,
      ${within('control_area', false)} as control_before, ${within('control_area', true)} as control_after,
      ${within('buffer_area', false)} as buffer_before, ${within('buffer_area', true)} as buffer_after
    from project join incident on incident.zone_id = project.zone_id
    join incident_kind on incident_kind.code = incident.kind and not incident_kind.is_sensitive
    where project.id = ${at.projectId} and incident.zone_id = ${at.zoneId} and incident.is_public
      and incident.occurred_from >= ${at.from} and incident.occurred_from < ${at.until}`.execute(database);
  const [counts] = rows;
  if (!counts) throw new Error('An aggregate without groups has one row.');
  return counts;
}

/** Publishes an effect, over one of the same day. */
export async function saveEffect(database: Database, effect: Insertable<ProjectEffect>): Promise<void> {
  const { projectId: _projectId, computedOn: _computedOn, ...figures } = effect;
  await database
    .insertInto('projectEffect')
    .values(effect)
    .onConflict((conflict) => conflict.columns(['projectId', 'computedOn']).doUpdateSet(figures))
    .execute();
}
