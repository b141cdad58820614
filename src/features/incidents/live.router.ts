import * as z from 'zod/mini';
import { AppError } from '../../server/errors.ts';
import { liveRequest } from '../../server/live/live.schema.ts';
import { procedure, router } from '../../server/trpc.ts';
import type { liveMessage } from './incidents.schema.ts';

export const liveRouter = router({
  /**
   * The live stream, for its types: the HTTP server answers this path itself, with one buffer for all readers, before
   * procedures are asked. Called in any other way it refuses.
   */
  incidents: procedure
    .input(z.optional(liveRequest))
    .output(z.custom<AsyncIterable<z.output<typeof liveMessage>>>())
    .subscription(async function* () {
      yield await Promise.reject<never>(new AppError('unavailable'));
    }),
});
