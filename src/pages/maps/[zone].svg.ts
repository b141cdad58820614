import type { APIRoute } from 'astro';
import { drawZone } from '../../features/map/static-map.service.ts';
import { contextOf } from '../../server/context.ts';

/** The drawing of a zone, for pages before the map is loaded and for browsers that cannot show one. */
export const GET: APIRoute = async ({ params, locals, request }) => {
  const { svg, tag } = await drawZone(contextOf(locals), params.zone ?? '', locals.locale);
  const headers = {
    'Content-Type': 'image/svg+xml; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
    'Cache-Control': 'public, max-age=300',
    ETag: `W/"${tag}"`,
  };
  if (request.headers.get('if-none-match') === headers.ETag) return new Response(null, { status: 304, headers });
  return new Response(svg, { headers });
};
