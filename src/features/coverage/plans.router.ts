import * as z from 'zod/mini';
import { id } from '../../formats/fields.ts';
import { procedure, router } from '../../server/trpc.ts';
import { getPlanScene } from './plan-scene.service.ts';
import { planChanges, planQuestion, planTitle, planVersion } from './plans.schema.ts';
import { savePlan } from './plans.service.ts';

export const plansRouter = router({
  /** A zone with every camera exactly, for its officers to plan with. */
  scene: procedure.input(z.object({ zoneId: id })).query(({ ctx, input }) => getPlanScene(ctx, input.zoneId)),
  /** Keeps what has been changed; answers with nothing. */
  save: procedure
    .input(z.object({ id, version: planVersion, title: planTitle, ...planQuestion, changes: planChanges }))
    .mutation(({ ctx, input }) => savePlan(ctx, input)),
});
