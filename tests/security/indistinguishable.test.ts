import { cpSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../db/client/open.ts';
import { createRandom } from '../../src/compute/random.ts';
import { keepCoverageUp } from '../../src/features/coverage/work-out.service.ts';
import { publishDueIncidents } from '../../src/features/incidents/telling.service.ts';
import { copyEmbeddedTemplate } from '../support/database.ts';
import { ask } from '../support/http.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { changeWhatIsHidden } from './hidden/change-hidden.ts';
import { type Known, listKnown, makePath } from './hidden/requests.ts';

/**
 * Two portals whose databases differ in everything that is hidden from the public, residents and partners, and in
 * nothing else: whoever of them asks, each answer is the same to the byte.
 */
const roles = ['public', 'resident', 'partner'] as const;
type Asker = (typeof roles)[number];

const requests = 2_000;
const aWhileMilliseconds = 30 * 60_000;
const folders: string[] = [];
const servers: TestServer[] = [];
const cookies = new Map<Asker, string[]>();
let known: Known;

async function accountOf(server: TestServer, role: string): Promise<string> {
  const { accountId } = await server.running.handle.database
    .selectFrom('accountContact')
    .select('accountId')
    .where('value', '=', `${role}@demo.example`)
    .executeTakeFirstOrThrow();
  return accountId;
}

beforeAll(async () => {
  const first = await copyEmbeddedTemplate({ seeded: true });
  const second = `${first}-other`;
  folders.push(first, second);
  const plain = await openDatabase({ databaseUrl: undefined, dataFolder: first });
  // What a server would do by itself while it is asked is done before, once for both.
  await keepCoverageUp(plain.database, new Date());
  await publishDueIncidents({ database: plain.database, now: new Date(Date.now() + aWhileMilliseconds) });
  await plain.close();
  cpSync(first, second, { recursive: true });
  const changed = await openDatabase({ databaseUrl: undefined, dataFolder: second });
  const { accountId } = await changed.database
    .selectFrom('accountContact')
    .select('accountId')
    .where('value', '=', 'partner@demo.example')
    .executeTakeFirstOrThrow();
  await changeWhatIsHidden(changed.database, accountId);
  await changed.close();

  for (const folder of folders) servers.push(await startTestServer({ HOST: '127.0.0.1', DATA_DIR: folder }));
  const lists = await Promise.all(servers.map(({ running }) => listKnown(running.handle.database)));
  const [one, other] = lists;
  if (!one || !other) throw new Error('unreachable');
  known = { ...one, texts: [...one.texts, ...other.texts], ids: [...new Set([...one.ids, ...other.ids])] };
  for (const role of roles) {
    if (role === 'public') continue;
    cookies.set(
      role,
      await Promise.all(
        servers.map(async (server) => {
          const token = await server.running.application.sessions.create(await accountOf(server, role));
          return `session=${token}`;
        }),
      ),
    );
  }
}, 120_000);
afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What an answer says, without what names the request, the moment or the server's own address. */
async function answerOf(at: number, role: Asker, path: string): Promise<string> {
  const server = servers[at];
  if (!server) throw new Error('unreachable');
  const cookie = cookies.get(role)?.[at];
  const { status, headers, text } = await ask(server.origin, {
    path,
    from: `127.0.0.${10 + roles.indexOf(role)}`,
    headers: cookie ? { Cookie: cookie } : {},
  });
  const kept = Object.entries(headers).filter(([name]) => !/^(date|x-request-id|set-cookie|retry-after)$/.test(name));
  // Astro names islands by a hash of what they are given, which holds the server's port and, on the map, the moment.
  const said = text
    .replaceAll(/<astro-island uid="\w+"/g, '')
    // A form that counts once has a new key each time.
    .replaceAll(/name="key" value="[^"]*"/g, '')
    .replaceAll(/&quot;now&quot;:\[0,&quot;[^&]*&quot;\]/g, '');
  return JSON.stringify([status, kept, said]).replaceAll(new URL(server.origin).host, 'host');
}

describe.each(roles)('what is hidden from %s', (role) => {
  test('is in no answer', { timeout: 300_000 }, async () => {
    const random = createRandom(`hidden from ${role}`);
    const different: string[] = [];
    const statuses = new Map<string, number>();
    for (let count = 0; count < requests / roles.length; count += 1) {
      const path = makePath(random, known);
      // Both at once, and again when they differ: a minute may have passed between the two.
      let [one, other] = await Promise.all([answerOf(0, role, path), answerOf(1, role, path)]);
      if (one !== other) [one, other] = await Promise.all([answerOf(0, role, path), answerOf(1, role, path)]);
      const status = one?.slice(1, 4) ?? '';
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (one !== other) different.push(`${path}\n${firstDifference(one ?? '', other ?? '')}`);
    }
    expect(different).toEqual([]);
    // Most of what was asked had an answer, and none of it was a limit that spoke instead.
    expect(statuses.get('200') ?? 0).toBeGreaterThan(requests / roles.length / 3);
    expect(statuses.get('429') ?? 0).toBe(0);
    expect(statuses.get('500') ?? 0).toBe(0);
  });
});

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${one.slice(Math.max(0, at - 60), at + 60)}\n${other.slice(Math.max(0, at - 60), at + 60)}`;
}

test('an officer is told apart: the two databases do differ', async () => {
  const random = createRandom('an officer sees it');
  const tokens = await Promise.all(
    servers.map(async (server) => server.running.application.sessions.create(await accountOf(server, 'officer'))),
  );
  let different = 0;
  for (let count = 0; count < 150; count += 1) {
    const path = makePath(random, known);
    const [one, other] = await Promise.all(
      servers.map(async (server, at) => ask(server.origin, { path, headers: { Cookie: `session=${tokens[at]}` } })),
    );
    if (one?.text.replaceAll(servers[0]?.origin ?? '', '') !== other?.text.replaceAll(servers[1]?.origin ?? '', ''))
      different += 1;
  }
  expect(different).toBeGreaterThan(5);
});
