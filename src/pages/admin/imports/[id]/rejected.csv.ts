import type { APIRoute } from 'astro';
import { getRejectedCsv } from '../../../../features/imports/uploads.service.ts';
import { idParameter } from '../../../../formats/fields.ts';
import { contextOf } from '../../../../server/context.ts';
import { notFound } from '../../../../server/errors.ts';

/** The refused rows of an import, to mend and send again. */
export const GET: APIRoute = async ({ locals, params }) => {
  const csv = await getRejectedCsv(contextOf(locals), idParameter(params.id) ?? notFound());
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="rejected.csv"',
  };
  return new Response(csv, { headers });
};
