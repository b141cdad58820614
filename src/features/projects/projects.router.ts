import * as z from 'zod/mini';
import { procedure, router } from '../../server/trpc.ts';
import { getConfirmations } from './confirmations.service.ts';
import { projectFilter, projectNumber } from './projects.schema.ts';
import { getProject, getProjects } from './projects.service.ts';
import { getTimeline } from './timeline.service.ts';

const numbered = z.object({ number: projectNumber });

/** Projects for reading; what changes them is posted as plain forms. */
export const projectsRouter = router({
  list: procedure.input(projectFilter).query(({ ctx, input }) => getProjects(ctx, input)),
  get: procedure.input(numbered).query(({ ctx, input }) => getProject(ctx, input.number)),
  timeline: procedure.input(numbered).query(({ ctx, input }) => getTimeline(ctx, input.number)),
  confirmations: procedure.input(numbered).query(({ ctx, input }) => getConfirmations(ctx, input.number)),
});
