import * as z from 'zod/mini';
import { slug } from '../../formats/fields.ts';
import { procedure, router } from '../../server/trpc.ts';
import { ballotId, minutes, newBallot, vote } from './ballots.schema.ts';
import { createBallot, getBallot, getBallots, writeMinutes } from './ballots.service.ts';
import {
  editedProposal,
  mergeInto,
  moderation,
  newComment,
  newProposal,
  proposalFilter,
  proposalNumber,
  publicReason,
  review,
  withdrawal,
} from './proposals.schema.ts';
import {
  addComment,
  editProposal,
  endorseProposal,
  getProposal,
  getProposals,
  openProposal,
  withdrawProposal,
} from './proposals.service.ts';
import { createProposal } from './propose.service.ts';
import {
  acceptProposal,
  deliverProposal,
  mergeProposal,
  moderateComment,
  rejectProposal,
  reviewProposal,
} from './review.service.ts';
import { castVote, exportPapers, publishBallot } from './voting.service.ts';

const numbered = z.object({ number: proposalNumber });
const withNumber = <Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.object({ number: proposalNumber, ...shape });
const one = z.object({ id: ballotId });

/** Proposals, what people say of them, and what local government decides. */
export const proposalsRouter = router({
  list: procedure.input(proposalFilter).query(async ({ ctx, input }) => {
    const { countOfState, ...found } = await getProposals(ctx, input);
    return found;
  }),
  get: procedure.input(numbered).query(({ ctx, input }) => getProposal(ctx, input.number)),
  create: procedure.input(newProposal).mutation(({ ctx, input }) => createProposal(ctx, input)),
  edit: procedure
    .input(withNumber(editedProposal.shape))
    .mutation(({ ctx, input: { number, ...words } }) => editProposal(ctx, number, words)),
  open: procedure.input(numbered).mutation(({ ctx, input }) => openProposal(ctx, input.number)),
  withdraw: procedure
    .input(withNumber(withdrawal.shape))
    .mutation(({ ctx, input }) => withdrawProposal(ctx, input.number, input.reason)),
  endorse: procedure
    .input(withNumber({ isWanted: z.boolean() }))
    .mutation(({ ctx, input }) => endorseProposal(ctx, input.number, input.isWanted)),
  comment: procedure
    .input(withNumber(newComment.shape))
    .mutation(({ ctx, input: { number, ...comment } }) => addComment(ctx, number, comment)),
  moderate: procedure
    .input(withNumber(moderation.shape))
    .mutation(({ ctx, input: { number, ...decision } }) => moderateComment(ctx, number, decision)),
  review: procedure
    .input(withNumber(review.shape))
    .mutation(({ ctx, input: { number, ...finding } }) => reviewProposal(ctx, number, finding)),
  accept: procedure.input(numbered).mutation(({ ctx, input }) => acceptProposal(ctx, input.number)),
  reject: procedure
    .input(withNumber(publicReason.shape))
    .mutation(({ ctx, input }) => rejectProposal(ctx, input.number, input.reason)),
  merge: procedure
    .input(withNumber(mergeInto.shape))
    .mutation(({ ctx, input: { number, ...merge } }) => mergeProposal(ctx, number, merge)),
  deliver: procedure.input(numbered).mutation(({ ctx, input }) => deliverProposal(ctx, input.number)),
});

/** Ballots and voting. */
export const ballotsRouter = router({
  list: procedure.input(z.object({ zone: z.optional(slug) })).query(({ ctx, input }) => getBallots(ctx, input.zone)),
  get: procedure.input(one).query(({ ctx, input }) => getBallot(ctx, input.id)),
  create: procedure.input(newBallot).mutation(({ ctx, input }) => createBallot(ctx, input)),
  vote: procedure
    .input(z.object({ id: ballotId, ...vote.shape }))
    .mutation(({ ctx, input }) => castVote(ctx, input.id, input.choices)),
  publish: procedure.input(one).mutation(({ ctx, input }) => publishBallot(ctx, input.id)),
  papers: procedure.input(one).query(({ ctx, input }) => exportPapers(ctx, input.id)),
  writeMinutes: procedure
    .input(z.object({ id: ballotId, ...minutes.shape }))
    .mutation(({ ctx, input }) => writeMinutes(ctx, input.id, input.minutes)),
});
