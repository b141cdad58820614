import * as z from 'zod/mini';
import { procedure, router } from '../../server/trpc.ts';
import { zoneSummary } from './zones.schema.ts';
import { getZones } from './zones.service.ts';

export const zonesRouter = router({
  /** Every zone, by name. */
  list: procedure.output(z.array(zoneSummary)).query(({ ctx }) => getZones(ctx)),
});
