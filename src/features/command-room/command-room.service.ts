import { requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { getSupervisorLimits } from '../incidents/escalation.service.ts';
import { getQueue } from '../incidents/queue.service.ts';
import { findBounds } from './command-room.queries.ts';

/** What the command room begins with, for those who work on incidents somewhere: the queue, and the area it is about. */
export async function getCommandRoom(context: Context) {
  const zoneIds = requireSomewhere(context.viewer, 'incident.work');
  const queue = await getQueue(context);
  const bounds = (await findBounds(context.database, zoneIds)) ?? notFound();
  const limits = await getSupervisorLimits(context);
  return { queue, bounds, limits };
}
