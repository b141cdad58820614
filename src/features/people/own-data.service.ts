import { requireAccount } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { listMemberships, listSessions } from './account.queries.ts';
import { collectOwnProfile, collectOwnRecords } from './own-data.queries.ts';

/** Everything that is kept about the person who asks, ready to be written as JSON. No secret is in it, hashed or not. */
export async function exportOwnData(context: Context) {
  const { id } = requireAccount(context.viewer);
  const { database, now } = context;
  const sessions = await listSessions(database, id, now);
  return {
    exportedAt: now,
    ...(await collectOwnProfile(database, id)),
    memberships: await listMemberships(database, id),
    sessions: sessions.map(({ createdAt, expiresAt }) => ({ createdAt, expiresAt })),
    ...(await collectOwnRecords(database, id)),
  };
}
