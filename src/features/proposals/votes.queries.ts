import { sql } from 'kysely';
import type { Database } from '../../../db/client/database.ts';

/** What one person has on the ballot: the paper while it is open, afterwards only that there was one. */
export function findVote(database: Database, ballotId: string, accountId: string) {
  return database
    .selectFrom('ballotVoter')
    .leftJoin('ballotPaper', 'ballotPaper.id', 'ballotVoter.paperId')
    .where('ballotVoter.ballotId', '=', ballotId)
    .where('ballotVoter.accountId', '=', accountId)
    .select(['ballotPaper.receipt', 'ballotPaper.choices'])
    .executeTakeFirst();
}

/**
 * Puts a person's paper in, or changes the one that is in, and returns its receipt. The voter's unique key makes a
 * second transaction of the same person wait for the first, so that there is one paper however the two arrive.
 */
export async function upsertVote(
  database: Database,
  vote: {
    ballotId: string;
    accountId: string;
    choices: readonly string[];
    votedAt: Date;
    newPaper: { id: string; receipt: string };
  },
): Promise<string> {
  const { ballotId, accountId, newPaper } = vote;
  const choices = [...vote.choices];
  const isFirst = await insertVoter(database, { ballotId, accountId, votedAt: vote.votedAt });
  if (!isFirst) {
    const paper = await database
      .updateTable('ballotPaper')
      .from('ballotVoter')
      .whereRef('ballotPaper.id', '=', 'ballotVoter.paperId')
      .where('ballotVoter.ballotId', '=', ballotId)
      .where('ballotVoter.accountId', '=', accountId)
      .set({ choices })
      .returning('ballotPaper.receipt')
      .executeTakeFirstOrThrow();
    return paper.receipt;
  }
  await database
    .insertInto('ballotPaper')
    .values({ ...newPaper, ballotId, choices })
    .execute();
  await database
    .updateTable('ballotVoter')
    .set({ paperId: newPaper.id })
    .where('ballotId', '=', ballotId)
    .where('accountId', '=', accountId)
    .execute();
  return newPaper.receipt;
}

async function insertVoter(
  database: Database,
  voter: { ballotId: string; accountId: string; votedAt: Date },
): Promise<boolean> {
  const row = await database
    .insertInto('ballotVoter')
    .values(voter)
    .onConflict((conflict) => conflict.doNothing())
    .returning('accountId')
    .executeTakeFirst();
  return row !== undefined;
}

/** Every paper of a ballot by its receipt, which says nothing of who or when. */
export function listPapers(database: Database, ballotId: string) {
  return database
    .selectFrom('ballotPaper')
    .where('ballotId', '=', ballotId)
    .select(['receipt', 'choices'])
    .orderBy(sql`receipt collate "C"`)
    .execute();
}
