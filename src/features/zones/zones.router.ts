import * as z from 'zod/mini';
import { id } from '../../formats/fields.ts';
import { procedure, router } from '../../server/trpc.ts';
import { getRiskArea } from './risk-areas.service.ts';
import { zoneSlug, zoneSummary } from './zones.schema.ts';
import { getZone, getZoneMiddles, getZones } from './zones.service.ts';

export const zonesRouter = router({
  /** Every zone, by name. */
  list: procedure.output(z.array(zoneSummary)).query(({ ctx }) => getZones(ctx)),
  /** The middle of every zone, as `[longitude, latitude]` by slug. */
  middles: procedure.query(({ ctx }) => getZoneMiddles(ctx)),
  get: procedure.input(z.object({ slug: zoneSlug })).query(({ ctx, input }) => getZone(ctx, input.slug)),
  riskArea: procedure.input(z.object({ id })).query(({ ctx, input }) => getRiskArea(ctx, input.id)),
});
