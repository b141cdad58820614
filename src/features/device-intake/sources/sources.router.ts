import { anonymous } from '../../../server/access.ts';
import { contextOf } from '../../../server/context.ts';
import type { SideHandler } from '../../../server/http/handle.ts';
import { ingestPath } from '../../../server/http/security.ts';
import { createSignedHandler } from '../../../server/http/signed.ts';
import { type Taken, takeMessage } from './ingest.service.ts';
import { createSourceLimits } from './source-limits.ts';
import { largestMessageBytes } from './sources.schema.ts';

const statusOf: Record<Taken['status'], number> = { received: 200, repeated: 200, heard: 200, refused: 422, wait: 429 };

/** Answers `POST /ingest/incidents?source={id}`. */
export function createIngestHandler(): SideHandler {
  const limits = createSourceLimits();
  return createSignedHandler({
    targetOf: ({ path, search }) =>
      path === ingestPath ? { sourceId: new URLSearchParams(search).get('source') ?? '' } : undefined,
    largestBytes: largestMessageBytes,
    take: async ({ sourceId }, posted, locals) => {
      // Whoever is signed in here says nothing of another system.
      const context = { ...contextOf(locals), viewer: anonymous };
      const taken = await takeMessage(context, { sourceId, ...posted }, limits);
      const headers = taken.status === 'wait' ? { headers: { 'Retry-After': String(taken.seconds) } } : {};
      return { status: statusOf[taken.status], ...headers, content: taken };
    },
  });
}
