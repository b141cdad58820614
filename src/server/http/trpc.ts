import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import type { PageLocals } from '../context.ts';
import { contextOf } from '../context.ts';
import { appRouter } from '../router.ts';
import type { SideHandler } from './handle.ts';
import { refuse } from './plain-pages.ts';

const prefix = '/trpc/';
/** A page asks for a handful of things at once; a thousand is an attack. */
const mostBatchedCalls = 20;

/** Serves the tRPC procedures under `/trpc/`. */
export function createTrpcHandler(): SideHandler {
  return (request, response, locals) => {
    if (!locals.path.startsWith(prefix)) return false;
    const calls = locals.path.slice(prefix.length).split(',').length;
    if (calls > mostBatchedCalls) {
      refuse(response, 'invalid', { locale: locals.locale, wantsJson: true });
      return true;
    }
    const handle = createHTTPHandler({
      router: appRouter,
      basePath: prefix,
      createContext: () => procedureContext(locals),
    });
    request.url = (request.url ?? '').replace(/^\/en(?=\/)/, '');
    handle(request, response);
    return true;
  };
}

function procedureContext(locals: PageLocals) {
  return { ...contextOf(locals), locale: locals.locale, requestId: locals.requestId };
}
