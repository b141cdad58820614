import { incidentsRouter } from '../features/incidents/incidents.router.ts';
import { zonesRouter } from '../features/zones/zones.router.ts';
import { router } from './trpc.ts';

/** Every procedure there is. A composition root: it may know the features. */
export const appRouter = router({
  incidents: incidentsRouter,
  zones: zonesRouter,
});

export type AppRouter = typeof appRouter;
