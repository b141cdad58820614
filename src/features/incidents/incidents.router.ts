import * as z from 'zod/mini';
import { id } from '../../formats/fields.ts';
import { procedure, router } from '../../server/trpc.ts';
import { incidentChange, newIncident } from './incidents.schema.ts';
import { changeIncident, recordIncident } from './incidents.service.ts';
import { getIncident, getQueue } from './queue.service.ts';

export const incidentsRouter = router({
  /** Live incidents of the viewer's zones, gravest and oldest first. */
  queue: procedure.query(({ ctx }) => getQueue(ctx)),
  /** One live incident with its timeline. */
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getIncident(ctx, input.id)),
  /** Records an incident as it happens. */
  record: procedure
    .input(newIncident)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => recordIncident(ctx, input)),
  /** Takes an incident one step further. */
  change: procedure.input(incidentChange).mutation(({ ctx, input }) => changeIncident(ctx, input)),
});
