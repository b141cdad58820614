import type { APIRoute } from 'astro';
import { id } from '../../formats/fields.ts';
import { contextOf } from '../../server/context.ts';
import { notFound } from '../../server/errors.ts';
import { getFile } from '../../server/files.ts';
import { check } from '../../server/forms.ts';

/** A photo, whole or as a thumbnail (`?size=thumbnail`). */
export const GET: APIRoute = async ({ params, locals, url, request }) => {
  const asked = check(id, params.id);
  if (!asked.ok) notFound();
  const size = url.searchParams.get('size') === 'thumbnail' ? 'thumbnail' : 'whole';
  const file = await getFile(contextOf(locals), { id: asked.value, size });
  const headers = {
    'Content-Type': file.mediaType,
    'Content-Security-Policy': "default-src 'none'",
    ETag: `"${file.sha256.slice(0, 32)}-${size}"`,
    // What may be hidden again tomorrow is asked for again each time; the answer is then only "not changed".
    'Cache-Control': file.isPublic ? 'no-cache' : 'private, no-store',
  };
  if (request.headers.get('if-none-match') === headers.ETag) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(file.bytes), { headers });
};
