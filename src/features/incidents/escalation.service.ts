import { inTransaction } from '../../../db/client/transaction.ts';
import { anonymous, requireAdministrator, requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { AppError, notFound } from '../../server/errors.ts';
import { appendEvent } from '../../server/events.ts';
import {
  findDueLevel,
  findZoneBySlug,
  listDueEscalations,
  listLimits,
  listNextLimits,
  upsertLimit,
} from './escalation.queries.ts';
import type { EscalationForm } from './escalation.schema.ts';
import { findLive, lockResponses, updateResponse } from './incidents.queries.ts';
import { tellIncident } from './telling.service.ts';

type SystemContext = Pick<Context, 'database' | 'jobs' | 'now'>;

const atOnce = 500;
/** The clock comes round once a minute; no limit is shorter. */
const clockMilliseconds = 60_000;

/**
 * Escalates every incident whose limit has passed before somebody took it, and tells it. Whatever number of servers asks,
 * each level is told once. For the system itself (the job `incident.escalate`). Returns how many were told.
 */
export async function escalateDueIncidents(context: SystemContext): Promise<number> {
  let told = 0;
  for (const id of await listDueEscalations(context.database, context.now, atOnce)) {
    if (await escalate(context, id)) told += 1;
  }
  return told;
}

/** Asks for the job again at each moment, within the next minute, at which a limit passes. */
export async function wakeAtNextLimits(context: SystemContext): Promise<void> {
  const until = new Date(context.now.getTime() + clockMilliseconds);
  const moments = await listNextLimits(context.database, context.now, until);
  await inTransaction(context.database, async (transaction) => {
    for (const startAfter of moments)
      await context.jobs.send(transaction, 'incident.escalate', { isWoken: true }, { startAfter });
  });
}

function escalate(context: SystemContext, incidentId: string): Promise<boolean> {
  return inTransaction(context.database, async (transaction) => {
    await lockResponses(transaction, [incidentId]);
    // Asked again now that nobody else can change it: somebody may have taken it, or told it, meanwhile.
    const level = await findDueLevel(transaction, incidentId, context.now);
    const row = await findLive(transaction, incidentId);
    if (!level || !row) return false;
    await updateResponse(transaction, incidentId, { escalatedTo: level });
    await appendEvent(transaction, {
      zoneId: row.zoneId,
      subject: 'incident',
      subjectId: incidentId,
      type: 'escalated',
      viewer: anonymous,
      occurredAt: context.now,
      payload: { level, priority: row.priority, state: row.state },
    });
    await tellIncident(context, transaction, incidentId);
    return true;
  });
}

/** For each zone whose live incidents the viewer sees: minutes until nobody having taken one is too long, by priority. */
export async function getSupervisorLimits(context: Context): Promise<Map<string, Record<number, number>>> {
  const zoneIds = requireSomewhere(context.viewer, 'incident.see-live');
  const limits = new Map<string, Record<number, number>>();
  for (const { zoneId, priority, supervisorMinutes } of await listLimits(context.database, zoneIds))
    limits.set(zoneId, { ...limits.get(zoneId), [priority]: supervisorMinutes });
  return limits;
}

/** The minutes of a zone by priority, for administrators. */
export async function getEscalationSettings(context: Context, slug: string) {
  requireAdministrator(context.viewer);
  const zone = (await findZoneBySlug(context.database, slug)) ?? notFound();
  return { zone, limits: await listLimits(context.database, [zone.id]) };
}

/** Keeps a zone's minutes. Commanders come after supervisors; `invalid` says where they do not. */
export async function saveEscalationSettings(context: Context, slug: string, form: EscalationForm): Promise<void> {
  requireAdministrator(context.viewer);
  const zone = (await findZoneBySlug(context.database, slug)) ?? notFound();
  const limits = [1, 2, 3, 4].map((priority) => limitIn(form, priority));
  const late = limits.filter(({ supervisorMinutes, commanderMinutes }) => commanderMinutes <= supervisorMinutes);
  if (late.length > 0) {
    const mistakes = late.map(({ priority }) => [`commander${priority}`, 'incidents.mistakeLater']);
    throw new AppError('invalid', 'commanders before supervisors', Object.fromEntries(mistakes));
  }
  await inTransaction(context.database, async (transaction) => {
    for (const limit of limits) await upsertLimit(transaction, { zoneId: zone.id, ...limit });
    await appendEvent(transaction, {
      zoneId: zone.id,
      subject: 'zone',
      subjectId: zone.id,
      type: 'escalation-set',
      viewer: context.viewer,
      occurredAt: context.now,
      payload: { limits: limits.map((limit) => ({ ...limit })) },
    });
  });
}

function limitIn(form: EscalationForm, priority: number) {
  const minutes = (who: 'supervisor' | 'commander'): number =>
    Object.entries(form).find(([name]) => name === `${who}${priority}`)?.[1] ?? 0;
  return { priority, supervisorMinutes: minutes('supervisor'), commanderMinutes: minutes('commander') };
}
