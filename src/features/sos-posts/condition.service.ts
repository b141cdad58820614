import { inTransaction } from '../../../db/client/transaction.ts';
import type { JsonObject } from '../../../db/types.ts';
import { anonymous } from '../../server/access.ts';
import type { Context } from '../../server/context.ts';
import { recordChange } from './manage.service.ts';
import { lockPost, updateCondition } from './sos-posts.queries.ts';

/**
 * Changes a post's condition as its own signals show it, unless somebody has changed it meanwhile; ways to a post
 * follow. For the system itself, so there is no viewer to check, and the history names nobody.
 */
export async function notePostCondition(
  { database, now, jobs }: Context,
  id: string,
  { from, to, type, payload = {} }: { from: string; to: string; type: string; payload?: JsonObject },
): Promise<void> {
  await inTransaction(database, async (transaction) => {
    const post = await lockPost(transaction, id);
    if (post?.condition !== from) return;
    await updateCondition(transaction, id, { condition: to, changedAt: now });
    const context = { database: transaction, viewer: anonymous, now, jobs };
    await recordChange(context, transaction, post, type, { ...payload, changes: { condition: { from, to } } });
  });
}
