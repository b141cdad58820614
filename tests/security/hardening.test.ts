import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demonstrationPassword } from '../../db/seed/accounts.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Answer, ask, postForm } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer({ HOST: '127.0.0.1' }, { seeded: true }), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const signIn = (from: string, path = '/sign-in'): Promise<Answer> =>
  postForm(server.origin, {
    path,
    from,
    form: { intent: 'password', email: 'officer@demo.example', password: demonstrationPassword },
  });

const sessionOf = (answer: Answer): string =>
  /session=([a-z0-9]+)/.exec(String(answer.headers['set-cookie']))?.[1] ?? '';

describe('the door', () => {
  test('answers only to its own name', async () => {
    for (const host of ['evil.example', 'localhost', '127.0.0.1:1'])
      expect((await ask(server.origin, { path: '/', headers: { Host: host } })).status, host).toBe(421);
  });

  test.each([
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/json',
    'application/octet-stream',
  ])('takes no %s from another origin', async (type) => {
    const origins: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: server.origin, 'Sec-Fetch-Site': 'cross-site' },
      {},
    ];
    for (const headers of origins) {
      const answer = await ask(server.origin, {
        method: 'POST',
        path: '/sign-in',
        body: 'x',
        headers: { 'Content-Type': type, ...headers },
        from: '127.0.0.20',
      });
      expect(answer.status, JSON.stringify(headers)).toBe(403);
    }
  });

  test('says what is too large, in the reader’s language', async () => {
    const headers = { Origin: server.origin, 'Content-Length': String(13 * 1024 * 1024) };
    const answer = await ask(server.origin, { method: 'POST', path: '/en/report', headers, from: '127.0.0.21' });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('12 megabytes');
  });

  test('stops reading a body that never said how large it is', async () => {
    const answer = await ask(server.origin, {
      method: 'POST',
      path: '/en/register',
      body: `email=${'x'.repeat(13 * 1024 * 1024)}`,
      headers: {
        Origin: server.origin,
        'Content-Type': 'application/x-www-form-urlencoded',
        'Transfer-Encoding': 'chunked',
      },
      from: '127.0.0.22',
    });
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('12 megabytes');
  });

  test.each(['%', 'a=%; session=%E0%A4%A', 'session=%00', '='.repeat(2000)])(
    'does not stumble over the cookie %s',
    async (cookie) => {
      expect((await ask(server.origin, { path: '/sign-in', headers: { Cookie: cookie } })).status).toBe(200);
    },
  );

  test('refuses thousands of calls in one', async () => {
    const calls = (count: number) => `/trpc/${Array.from({ length: count }, () => 'zones.list').join(',')}?batch=1`;
    expect((await ask(server.origin, { path: calls(100) })).status).toBe(400);
    // So long an address is more than the server reads at all.
    expect((await ask(server.origin, { path: calls(2000) })).status).toBe(431);
  });

  test('lets one address write so often and no more, and says when again', async () => {
    let answer = await signIn('127.0.0.23', '/en/sign-in');
    for (let tried = 0; tried < 30 && answer.status !== 429; tried++)
      answer = await postForm(server.origin, { path: '/en/sign-in', form: { intent: 'code' }, from: '127.0.0.23' });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.text).toContain('Too many tries');
  });
});

describe('sessions', () => {
  test('are new at each sign-in, and scripts and other sites cannot reach them', async () => {
    const brought = 'a'.repeat(40);
    const answer = await postForm(server.origin, {
      path: '/sign-in',
      from: '127.0.0.24',
      cookie: `session=${brought}`,
      form: { intent: 'password', email: 'officer@demo.example', password: demonstrationPassword },
    });
    expect(answer.status).toBe(303);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/session=[a-z0-9]{40}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+/);
    expect(cookie).not.toContain(brought);
  });

  test('end when signed out, whoever kept the cookie', async () => {
    const cookie = `session=${sessionOf(await signIn('127.0.0.25'))}`;
    const account = () => ask(server.origin, { path: '/account', headers: { Cookie: cookie } });
    expect((await account()).status).toBe(200);
    await postForm(server.origin, { path: '/sign-out', form: {}, cookie, from: '127.0.0.25' });
    expect((await account()).status).toBe(401);
  });

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%09/evil.example', 'javascript:alert(1)'])(
    'do not lead on to %s',
    async (next) => {
      const answer = await signIn('127.0.0.26', `/sign-in?next=${encodeURIComponent(next)}`);
      expect(new URL(String(answer.headers.location), server.origin).origin).toBe(server.origin);
    },
  );
});

describe('what leaves', () => {
  const paths = [
    '/',
    '/en',
    '/sign-in',
    '/register',
    '/privacy',
    '/audit',
    '/map',
    '/projects',
    '/no-such-page',
    '/account',
  ];

  test.each(paths)('%s carries the headers that keep a page to itself', async (path) => {
    const { headers } = await ask(server.origin, { path });
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
    expect(headers['x-powered-by']).toBeUndefined();
    const policy = String(headers['content-security-policy'] ?? (await ask(server.origin, { path })).text);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain("'unsafe-inline'");
  });

  test('breaks no rule of its own policy', async () => {
    const page = await browser.newPage();
    const broken: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) broken.push(`${page.url()}: ${message.text()}`);
    });
    for (const path of paths) await page.goto(`${server.origin}${path}`);
    await page.close();
    expect(broken).toEqual([]);
  });

  test('is never a stack, a query or a path on disk', async () => {
    const odd = [
      '/trpc/none',
      '/trpc/map.detail?input=%7B',
      '/trpc/map.detail?input=null',
      '/tiles/none/1/1/1.mvt',
      '/tiles/zones/99/x/1.mvt',
      '/files/%00',
      '/projects/%F0%9F%98%80',
      '/invitation/..%2f..',
      '/en/%E0%B8',
      `/${'x'.repeat(8000)}`,
    ];
    for (const path of odd) {
      const answer = await ask(server.origin, { path });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.status, path).toBeLessThan(500);
      expect(answer.text, path).not.toMatch(/\n\s+at |node_modules|\.ts:\d|select .* from|\/src\//i);
    }
  });

  test('is no personal data: neither in the log nor in the figures', async () => {
    const lines: string[] = [];
    const write = process.stderr.write.bind(process.stderr);
    process.stderr.write = (chunk: string | Uint8Array): boolean => lines.push(String(chunk)) > 0;
    let token = '';
    try {
      token = sessionOf(await signIn('127.0.0.27', '/sign-in?next=/account'));
      await postForm(server.origin, {
        path: '/sign-in',
        form: { intent: 'code', email: 'somebody@example.com' },
        from: '127.0.0.27',
      });
      await postForm(server.origin, {
        path: '/sign-in/code',
        form: { code: '123456' },
        cookie: 'code=%',
        from: '127.0.0.27',
      });
      await ask(server.origin, { path: '/account', headers: { Cookie: `session=${token}` } });
    } finally {
      process.stderr.write = write;
    }
    expect(token).toHaveLength(40);
    const metrics = (await ask(server.origin, { path: '/metrics' })).text;
    for (const text of [lines.join(''), metrics]) {
      expect(text).not.toContain('@');
      expect(text).not.toContain(token);
      expect(text).not.toContain('127.0.0.27');
    }
  });
});
