import type { Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Answers that are under way when the server stops have this long to end. */
export const longestDrainMilliseconds = 10_000;

/**
 * Returns what stops the server gracefully: answers that are under way are finished first, for ten seconds at most.
 * Until then it goes on listening, so that whoever asks `/readyz` hears that it is going, instead of nothing.
 */
export function drainsOf(server: Server): () => Promise<void> {
  const underWay = new Set<ServerResponse>();
  server.on('request', (_request, response) => {
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
  });

  return async () => {
    const finished = [...underWay].map((response) => new Promise((resolve) => response.once('close', resolve)));
    await Promise.race([Promise.all(finished), sleep(longestDrainMilliseconds, undefined, { ref: false })]);
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeIdleConnections();
      setTimeout(() => server.closeAllConnections(), 1_000).unref();
    });
  };
}
