import { sql } from 'kysely';
import { type EffectCounts, measureEffect } from '../../src/compute/statistics/effect.ts';
import type { Database } from '../client/database.ts';
import { insertRows } from './insert.ts';
import { dayOf, daysBefore } from './moments.ts';

interface DoneProject {
  id: string;
  words: { key: string };
  doneAt: Date | null;
}

/** Projects whose effect the demonstration publishes: one worked, one did not, one is too young. */
const measured = ['canal-walk', 'temple-road', 'condominium'];
const daysPerMonth = 30.44;

/** Counts incidents in the areas of done projects, in equal times before and after, and writes what came of it. */
export async function insertEffects(
  database: Database,
  zoneId: string,
  projects: readonly DoneProject[],
  now: Date,
): Promise<void> {
  for (const { id, words, doneAt } of projects) {
    if (!doneAt || !measured.includes(words.key)) continue;
    const days = (now.getTime() - doneAt.getTime()) / 86_400_000;
    const counts = await countAround(database, { projectId: id, zoneId, from: daysBefore(doneAt, days), doneAt, now });
    const monthsAfter = Math.floor(days / daysPerMonth);
    const { avoided, low, high, verdict } = measureEffect(counts, monthsAfter);
    await insertRows(database, 'projectEffect', [
      {
        projectId: id,
        computedOn: dayOf(daysBefore(now, 1)),
        verdict,
        monthsAfter,
        ...counts,
        avoided: verdict === 'too-early' ? null : avoided,
        avoidedLow: verdict === 'too-early' ? null : low,
        avoidedHigh: verdict === 'too-early' ? null : high,
      },
    ]);
  }
}

async function countAround(
  database: Database,
  at: { projectId: string; zoneId: string; from: Date; doneAt: Date; now: Date },
): Promise<EffectCounts & { bufferBefore: number; bufferAfter: number }> {
  const within = (area: 'treated_area' | 'control_area' | 'buffer_area', isAfter: boolean) =>
    sql<number>`count(*) filter (where st_contains(project.${sql.ref(area)}, incident.place)
      and (incident.occurred_from >= ${at.doneAt}) = ${isAfter})::int`;
  const { rows } = await sql<EffectCounts & { bufferBefore: number; bufferAfter: number }>`
    select ${within('treated_area', false)} as treated_before, ${within('treated_area', true)} as treated_after,
      ${within('control_area', false)} as control_before, ${within('control_area', true)} as control_after,
      ${within('buffer_area', false)} as buffer_before, ${within('buffer_area', true)} as buffer_after
    from project join incident on incident.zone_id = project.zone_id
    where project.id = ${at.projectId} and incident.zone_id = ${at.zoneId}
      and incident.occurred_from >= ${at.from} and incident.occurred_from < ${at.now}`.execute(database);
  const [counts] = rows;
  if (!counts) throw new Error('An effect cannot be counted.');
  return counts;
}
