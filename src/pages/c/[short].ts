import type { APIRoute } from 'astro';
import { findCameraOfLabel } from '../../features/cameras/cameras.service.ts';
import { localPath } from '../../i18n/locale.ts';
import { contextOf } from '../../server/context.ts';
import { seeOther } from '../../server/redirects.ts';

/** The address on a camera's label: leads whoever may see the camera to its page. */
export const GET: APIRoute = async ({ params, locals }) => {
  const id = await findCameraOfLabel(contextOf(locals), params.short ?? '');
  return seeOther(localPath(locals.locale, `/cameras/${id}`));
};
