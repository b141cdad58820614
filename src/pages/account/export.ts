import type { APIRoute } from 'astro';
import { exportOwnData } from '../../features/people/own-data.service.ts';
import { contextOf } from '../../server/context.ts';

/** One's own data, as a file to keep. */
export const GET: APIRoute = async ({ locals }) => {
  const data = await exportOwnData(contextOf(locals));
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="my-data.json"',
      'Cache-Control': 'private, no-store',
    },
  });
};
