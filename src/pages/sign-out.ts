import type { APIRoute } from 'astro';
import { localPath } from '../i18n/locale.ts';
import { seeOther } from '../server/redirects.ts';
import { endSession } from '../server/sign-in.ts';

/** Ends the session of this browser. */
export const POST: APIRoute = async ({ locals }) => seeOther(localPath(locals.locale, '/'), [await endSession(locals)]);
