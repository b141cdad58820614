import type { APIRoute } from 'astro';
import { findPostOfLabel } from '../../features/sos-posts/sos-posts.service.ts';
import { localPath } from '../../i18n/locale.ts';
import { contextOf } from '../../server/context.ts';
import { seeOther } from '../../server/redirects.ts';

/** The address on an SOS post's label: leads anybody to its page. */
export const GET: APIRoute = async ({ params, locals }) => {
  const id = await findPostOfLabel(contextOf(locals), params.short ?? '');
  return seeOther(localPath(locals.locale, `/sos-posts/${id}`));
};
