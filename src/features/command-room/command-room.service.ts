import { requireSomewhere } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { getQueue } from '../incidents/queue.service.ts';
import { findBounds } from './command-room.queries.ts';

/** Minutes after which an incident that nobody has taken waits too long, by priority. */
const limits: Record<number, number> = { 1: 1, 2: 3, 3: 10, 4: 30 };

/** What the command room begins with, for those who work on incidents somewhere: the queue, and the area it is about. */
export async function getCommandRoom(context: Context) {
  const zoneIds = requireSomewhere(context.viewer, 'incident.work');
  const queue = await getQueue(context);
  const bounds = (await findBounds(context.database, zoneIds)) ?? notFound();
  return { queue, bounds, limits };
}
