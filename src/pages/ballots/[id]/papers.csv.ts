import type { APIRoute } from 'astro';
import { ballotId } from '../../../features/proposals/ballots.schema.ts';
import { exportPapers } from '../../../features/proposals/voting.service.ts';
import { contextOf } from '../../../server/context.ts';
import { notFound } from '../../../server/errors.ts';

/** Every paper of a published ballot, for whoever wants to count. */
export const GET: APIRoute = async ({ locals, params }) => {
  const id = ballotId.safeParse(params.id).data ?? notFound();
  const csv = await exportPapers(contextOf(locals), id);
  return new Response(csv, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="ballot-${id}.csv"`,
    },
  });
};
