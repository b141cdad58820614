import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LiveMessage } from '../../src/features/incidents/incidents.schema.ts';
import { recordIncident } from '../../src/features/incidents/recording.service.ts';
import type { Viewer } from '../../src/server/access.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Cable, layCable } from '../support/cable.ts';
import { type MadeZone, makeViewer, makeZone, type RoleUnderTest } from '../support/factories.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

/** What the page under test keeps of its subscription. */
interface Heard {
  states: string[];
  data: { id: string; data: LiveMessage }[];
  errors: string[];
}

declare global {
  interface Window {
    heard: Heard;
  }
}

let server: TestServer;
let cable: Cable;
let browser: Browser;
let zone: MadeZone;
let foreign: MadeZone;
let officer: Viewer;

beforeAll(async () => {
  cable = await layCable();
  [server, browser] = await Promise.all([
    startTestServer({ ORIGIN: `http://localhost:${cable.port}` }),
    launchBrowser(),
  ]);
  cable.plugInto(server.running.port);
  const { database } = server.running.handle;
  [zone, foreign] = [await makeZone(database), await makeZone(database)];
  await database.updateTable('zone').set({ publicDelayMinutes: 0 }).execute();
  officer = await makeViewer(database, 'officer', zone);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  cable.remove();
});

async function record(summary: string, at = zone, viewer = officer): Promise<string> {
  const { database, jobs } = server.running.application;
  const [longitude, latitude] = at.center;
  const told = { kind: 'quarrel', longitude, latitude, source: 'call', summary, priority: 2 } as const;
  return (await recordIncident({ database, jobs, viewer, now: new Date() }, told)).id;
}

const packages = ['@trpc/client', '@trpc/server', '@trpc/server/observable', '@trpc/server/rpc'].concat(
  '@trpc/server/unstable-core-do-not-import',
);

/** A page of our own origin in which the client runs as it is published: its own modules, the browser's EventSource. */
async function openSubscriber(viewer: Viewer | undefined, procedure = 'live.incidents'): Promise<Page> {
  const context = await browser.newContext();
  if (viewer?.account) {
    const value = await server.running.application.sessions.create(viewer.account.id);
    await context.addCookies([{ name: 'session', value, url: server.origin }]);
  }
  const page = await context.newPage();
  const imports = Object.fromEntries(packages.map((name) => [name, new URL(import.meta.resolve(name)).pathname]));
  await page.route('**/node_modules/**', (route) => {
    const path = fileURLToPath(new URL(new URL(route.request().url()).pathname, 'file:'));
    return route.fulfill({ contentType: 'text/javascript', body: readFileSync(path) });
  });
  const script = subscriberScript(procedure, [zone.slug, foreign.slug]);
  const body = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script><script type="module">${script}</script>`;
  await page.route('**/subscriber', (route) => route.fulfill({ contentType: 'text/html', body }));
  await page.goto(`${server.origin}/subscriber`);
  await page.waitForFunction(() => window.heard?.states.includes('pending'));
  return page;
}

const subscriberScript = (procedure: string, zones: string[]): string => `
  import { createTRPCClient, httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
  window.heard = { states: [], data: [], errors: [] };
  const url = '/trpc';
  const client = createTRPCClient({
    links: [
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({ url }),
        false: httpLink({ url }),
      }),
    ],
  });
  client.${procedure}.subscribe({ zones: ${JSON.stringify(zones)} }, {
    onConnectionStateChange: ({ state }) => window.heard.states.push(state),
    onData: (data) => window.heard.data.push(data),
    onError: (error) => window.heard.errors.push(error.message),
  });`;

async function hear(page: Page, count: number): Promise<Heard['data']> {
  await page.waitForFunction((least) => window.heard.data.length >= least, count, { timeout: 30_000 });
  return page.evaluate(() => window.heard.data);
}

const summaries = (heard: Heard['data']): string[] =>
  heard.map(({ data }) =>
    data.type === 'incident' && data.incident.audience === 'officer' ? data.incident.summary : data.type,
  );

test('the subscription of tRPC’s own client survives a cut line without gap or double', async () => {
  const page = await openSubscriber(officer);
  await record('หนึ่ง');
  await record('สอง');
  expect(summaries(await hear(page, 2))).toEqual(['หนึ่ง', 'สอง']);

  cable.cut();
  await page.waitForFunction(() => window.heard.states.at(-1) === 'connecting');
  await record('สาม');
  await record('สี่');
  cable.mend();
  await hear(page, 4);
  await record('ห้า');
  const heard = await hear(page, 5);
  expect(summaries(heard)).toEqual(['หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า']);
  expect(new Set(heard.map(({ id }) => id)).size, 'every event has an id to come back with').toBe(5);
  const positions = heard.map(({ data }) => (data.type === 'incident' ? [data.after, data.position] : []));
  for (const [index, [after]] of positions.entries()) if (index > 0) expect(after).toBe(positions[index - 1]?.[1]);
  const { states, errors } = await page.evaluate(() => window.heard);
  expect(states.filter((state) => state === 'pending')).toHaveLength(2);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('each subscriber hears only what they may see', async () => {
  const { database } = server.running.handle;
  const make = (role: RoleUnderTest) => makeViewer(database, role, zone);
  const pages = {
    officer: await openSubscriber(officer),
    commander: await openSubscriber(await make('commander')),
    public: await openSubscriber(undefined),
    partner: await openSubscriber(await make('partner')),
  };
  const neighbour = await makeViewer(database, 'officer', foreign);
  const [id, foreignId] = [await record('สมชายโทรแจ้ง'), await record('ที่อื่น', foreign, neighbour)];
  const expected = { officer: 'officer', commander: 'commander', public: 'public', partner: 'public' };
  for (const [who, page] of Object.entries(pages)) {
    const heard = await hear(page, 2);
    const own = heard.find(({ data }) => data.type === 'incident' && data.zoneId === zone.id)?.data;
    const other = heard.find(({ data }) => data.type === 'incident' && data.zoneId === foreign.id)?.data;
    const audience = expected[who as keyof typeof expected];
    expect(own, who).toMatchObject({ incident: { audience } });
    expect(other, who).toMatchObject({ incident: { audience: 'public' } });
    const text = JSON.stringify(heard);
    expect(text.includes('สมชาย'), `${who} reads words`).toBe(audience === 'officer');
    expect(text.includes(id), `${who} gets the id`).toBe(audience !== 'public');
    expect(text).not.toContain('ที่อื่น');
    expect(text).not.toContain(foreignId);
    await page.context().close();
  }
});
