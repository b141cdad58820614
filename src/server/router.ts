import { alertsRouter } from '../features/alerts/alerts.router.ts';
import { plansRouter } from '../features/coverage/plans.router.ts';
import { incidentsRouter } from '../features/incidents/incidents.router.ts';
import { liveRouter } from '../features/incidents/live.router.ts';
import { mapRouter } from '../features/map/map.router.ts';
import { peopleRouter } from '../features/people/people.router.ts';
import { projectsRouter } from '../features/projects/projects.router.ts';
import { ballotsRouter, proposalsRouter } from '../features/proposals/proposals.router.ts';
import { reportsRouter } from '../features/reports/reports.router.ts';
import { zonesRouter } from '../features/zones/zones.router.ts';
import { router } from './trpc.ts';

/** Every procedure there is. A composition root: it may know the features. */
export const appRouter = router({
  alerts: alertsRouter,
  incidents: incidentsRouter,
  people: peopleRouter,
  plans: plansRouter,
  live: liveRouter,
  projects: projectsRouter,
  map: mapRouter,
  proposals: proposalsRouter,
  ballots: ballotsRouter,
  reports: reportsRouter,
  zones: zonesRouter,
});

export type AppRouter = typeof appRouter;
