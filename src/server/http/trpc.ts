import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { readCountedCookie, writeCountedCookie } from '../browser-token.ts';
import { contextOf, type PageLocals } from '../context.ts';
import { appRouter } from '../router.ts';
import type { ProcedureContext } from '../trpc.ts';
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
      createContext: () => procedureContext(request, response, locals),
    });
    request.url = (request.url ?? '').replace(/^\/en(?=\/)/, '');
    handle(request, response);
    return true;
  };
}

function procedureContext(request: IncomingMessage, response: ServerResponse, locals: PageLocals): ProcedureContext {
  return {
    ...contextOf(locals),
    locale: locals.locale,
    requestId: locals.requestId,
    countedCookie: {
      value: readCountedCookie(locals, request.headers.cookie),
      keep: (token) => void response.appendHeader('Set-Cookie', writeCountedCookie(locals, token)),
    },
  };
}
