import { procedure, router } from '../../server/trpc.ts';
import { getAlerts } from './alerts.service.ts';

export const alertsRouter = router({
  /** The alerts of the viewer's zones, masked, and where their live stream goes on. */
  list: procedure.query(({ ctx }) => getAlerts(ctx)),
});
