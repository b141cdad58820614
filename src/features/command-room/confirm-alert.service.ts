import { inTransaction } from '../../../db/client/transaction.ts';
import type { Context } from '../../server/context.ts';
import { AppError } from '../../server/errors.ts';
import { linkIncident, takeForIncident } from '../alerts/alerts.service.ts';
import { recordInZone } from '../incidents/recording.service.ts';

/**
 * Confirms an alert: what was seen is what is watched. It becomes an incident at its camera's place, in one transaction,
 * so that there is never one without the other. Returns the incident's id. The plate stays in the alert.
 */
export function confirmAlert(context: Context, alertId: string): Promise<{ incidentId: string }> {
  return inTransaction(context.database, async (transaction) => {
    const alert = await takeForIncident(context, transaction, alertId);
    const { id: incidentId } = await recordInZone(context, transaction, alert.zoneId, {
      kind: alert.kind === 'face' ? 'watched-person' : 'watched-vehicle',
      longitude: alert.longitude,
      latitude: alert.latitude,
      source: 'alert',
      sourceName: 'alerts',
      sourceKey: alertId,
      occurredAt: alert.lastSeenAt,
      summary: alert.code,
    });
    await linkIncident(context, transaction, alertId, incidentId);
    return { incidentId };
  });
}

/** The same, for a form: undefined when somebody has decided before. */
export async function confirmIfWaiting(context: Context, alertId: string): Promise<string | undefined> {
  try {
    return (await confirmAlert(context, alertId)).incidentId;
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return undefined;
    throw error;
  }
}
