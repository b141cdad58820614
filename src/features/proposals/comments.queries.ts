import { type Insertable, sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';
import type { ProposalComment } from '../../../db/types.ts';

/**
 * What was said of a proposal, the first first: to moderators everything with the original, to others what is visible,
 * and to each their own that waits.
 */
export function listComments(
  database: Database,
  proposalId: string,
  eyes: { accountId: string | null; isModerator: boolean },
) {
  return database
    .selectFrom('proposalComment')
    .where('proposalId', '=', proposalId)
    .$if(!eyes.isModerator, (query) =>
      query.where((where) =>
        where.or([
          where('moderation', '=', 'visible'),
          where.and([where('moderation', '=', 'pending'), where('accountId', '=', eyes.accountId)]),
        ]),
      ),
    )
    .select([
      'id',
      'createdAt',
      sql<'for' | 'against' | 'question'>`stance`.as('stance'),
      sql<'pending' | 'visible' | 'hidden'>`moderation`.as('moderation'),
      sql<string>`coalesce(nullif(words_public, ''), words)`.as('words'),
      sql<string | null>`case when ${eyes.isModerator} then words end`.as('original'),
    ])
    .orderBy('createdAt')
    .orderBy('id')
    .execute();
}

export async function insertComment(database: Database, comment: Insertable<ProposalComment>): Promise<void> {
  await database.insertInto('proposalComment').values(comment).execute();
}

/** Decides about a comment of this proposal; false when it has none such. What was written stays as it was. */
export async function updateModeration(
  database: Database,
  comment: { id: string; proposalId: string; moderation: 'visible' | 'hidden'; wordsPublic: string },
): Promise<boolean> {
  const row = await database
    .updateTable('proposalComment')
    .set({ moderation: comment.moderation, wordsPublic: comment.wordsPublic })
    .where('id', '=', comment.id)
    .where('proposalId', '=', comment.proposalId)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
