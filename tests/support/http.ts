import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Ask {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Whom the server takes the request to be from; each address has rate limits of its own. */
  from?: string;
}

/** Sends one request as it is, Host and Origin included, which fetch would not let through. */
export async function ask(origin: string, { method = 'GET', path, headers = {}, body, from }: Ask): Promise<Answer> {
  const { host, port } = new URL(origin);
  const sending = request({
    host: '127.0.0.1',
    port,
    method,
    path,
    localAddress: from ?? '127.0.0.1',
    agent: false,
    headers: {
      Host: host,
      ...(body === undefined || headers['Transfer-Encoding']
        ? {}
        : { 'Content-Length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
  });
  const answered = once(sending, 'response');
  // A server that refuses a large body may close before it has read it all.
  sending.on('error', () => {});
  sending.end(body);
  const [response]: IncomingMessage[] = (await answered) as [IncomingMessage];
  if (!response) throw new Error('No answer.');
  const isStream = String(response.headers['content-type']).startsWith('text/event-stream');
  const text = isStream ? '' : await readText(response);
  if (isStream) response.destroy();
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Posts a form as a browser does from one of our own pages. */
export function postForm(
  origin: string,
  { path, form, cookie, from }: { path: string; form: Record<string, string>; cookie?: string; from?: string },
): Promise<Answer> {
  return ask(origin, {
    method: 'POST',
    path,
    body: new URLSearchParams(form).toString(),
    headers: {
      Origin: origin,
      'Content-Type': 'application/x-www-form-urlencoded',
      ...(cookie ? { Cookie: cookie } : {}),
    },
    ...(from ? { from } : {}),
  });
}
