import * as z from 'zod/mini';
import { id, slug } from '../../formats/fields.ts';
import { procedure, router } from '../../server/trpc.ts';
import { newNote, stepMark } from './case-work.schema.ts';
import { addNote, markStep } from './case-work.service.ts';
import { incidentChange, newIncident } from './incidents.schema.ts';
import { changeIncident } from './incidents.service.ts';
import { getIncident, getLiveNow, getQueue, getRecordingChoices } from './queue.service.ts';
import { recordIncident } from './recording.service.ts';
import { getSurroundings } from './surroundings.service.ts';

export const incidentsRouter = router({
  /** Live incidents of the viewer's zones, gravest and oldest first. */
  queue: procedure.query(({ ctx }) => getQueue(ctx)),
  /** Live incidents of zones, by slug or id, as the viewer may see them, and where their stream goes on. */
  live: procedure
    .input(z.object({ zones: z.array(slug).check(z.minLength(1), z.maxLength(64)) }))
    .query(({ ctx, input }) => getLiveNow(ctx, input.zones)),
  /** One live incident with its timeline. */
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getIncident(ctx, input.id)),
  /** What stands around one: cameras that see it, steps, notes, what happened here before. */
  surroundings: procedure.input(z.object({ id })).query(({ ctx, input }) => getSurroundings(ctx, input.id)),
  /** Adds a note to it. */
  note: procedure
    .input(newNote)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => addNote(ctx, input)),
  /** Marks a step of its kind as done or not. */
  mark: procedure.input(stepMark).mutation(({ ctx, input }) => markStep(ctx, input)),
  /** Kinds, and places with a name, to record an incident with. */
  choices: procedure.query(({ ctx }) => getRecordingChoices(ctx)),
  /** Records an incident as it happens. */
  record: procedure
    .input(newIncident)
    .output(z.object({ id: z.string() }))
    .mutation(({ ctx, input }) => recordIncident(ctx, input)),
  /** Takes an incident one step further. */
  change: procedure.input(incidentChange).mutation(({ ctx, input }) => changeIncident(ctx, input)),
});
