import { rmSync } from 'node:fs';
import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { makeKey } from '../../src/features/device-intake/device-keys.service.ts';
import { newId } from '../../src/server/identifiers.ts';
import { openBroker } from '../../src/server/mqtt.ts';
import { type Broker, hasBroker, startBroker } from '../support/broker.ts';
import { copyEmbeddedTemplate } from '../support/database.ts';
import { makeViewer, makeZone } from '../support/factories.ts';
import { makePost, signed } from '../support/posts.ts';
import { freePort, startTestServer, type TestServer } from '../support/server.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const patient = { timeout: 60_000 };

let broker: Broker;
beforeAll(async () => {
  if (hasBroker) broker = await startBroker();
});
afterAll(() => broker?.remove());

/** Publishes with QoS 1: returns once the broker has it. */
async function publish(topic: string, payload: string): Promise<void> {
  const client = await connectAsync(broker.url);
  await client.publishAsync(topic, payload, { qos: 1 });
  await client.endAsync();
}

describe.skipIf(!hasBroker)('a message of the broker', () => {
  test('is acknowledged once it is taken: until then it is tried again, and after us comes again', async () => {
    const clientId = newId();
    const tried: string[] = [];
    let mayPass = false;
    const subscription = {
      filter: 'things/+',
      topic: /^things\//,
      take: async (_topic: string, payload: Uint8Array) => {
        tried.push(Buffer.from(payload).toString());
        if (!mayPass) throw new Error('the database is away');
      },
    };
    const first = openBroker(broker.url, { clientId, subscriptions: [subscription] });
    await expect.poll(first.isConnected, patient).toBe(true);
    // The subscription follows the connection; what is published before it is nobody's.
    const publishAndCount = async () => {
      await publish('things/a', 'one');
      return tried.length;
    };
    await expect.poll(publishAndCount, { ...patient, interval: 500 }).toBeGreaterThan(1);
    expect(new Set(tried), 'those behind it wait').toEqual(new Set(['one']));
    await publish('things/a', 'two');
    await first.close();
    mayPass = true;
    tried.length = 0;
    const second = openBroker(broker.url, { clientId, subscriptions: [subscription] });
    await expect.poll(() => [tried.includes('one'), tried.at(-1)], patient).toEqual([true, 'two']);
    await second.close();
    tried.length = 0;
    const third = openBroker(broker.url, { clientId, subscriptions: [subscription] });
    await publish('things/a', 'three');
    await expect.poll(() => tried, patient).toEqual(['three']);
    await third.close();
  });
});

describe.skipIf(!hasBroker)('presses over MQTT', () => {
  let server: TestServer;
  let variables: Record<string, string>;
  let post: string;
  let key: string;

  beforeAll(async () => {
    const [port, folder] = [await freePort(), await copyEmbeddedTemplate()];
    variables = { PORT: String(port), DATA_DIR: folder, MQTT_URL: broker.url };
    server = await startTestServer(variables);
    const { database } = server.running.handle;
    const zone = await makeZone(database);
    post = await makePost(database, zone);
    const { jobs } = server.running.application;
    const context = { database, viewer: await makeViewer(database, 'officer', zone), now: new Date(), jobs };
    ({ key } = await makeKey(context, { kind: 'sos-post', id: post }));
    await untilConnected();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(variables.DATA_DIR ?? '', { recursive: true, force: true });
  });

  async function untilConnected(): Promise<void> {
    const metrics = async () => (await fetch(`${server.origin}/metrics`)).text();
    await vi.waitUntil(async () => (await metrics()).includes('mqtt_brokers_connected 1'), patient);
  }

  const topic = () => `sos-posts/${post}/press`;

  /** A press as the post publishes it. */
  function press({ at = new Date(), webhookId = newId(), body = '' } = {}): string {
    const { headers } = signed(body, key, { at, webhookId });
    return JSON.stringify({ ...headers, body });
  }

  const presses = () =>
    server.running.handle.database.selectFrom('sosPress').selectAll().orderBy('receivedAt').orderBy('id').execute();
  const countOf = async () => (await presses()).length;

  test('become incidents, once each; what is none is passed over', async () => {
    const known = press();
    for (const text of ['', 'x', '{}', JSON.stringify({ ...JSON.parse(press()), signature: 'v1,x' }), known, known])
      await publish(topic(), text);
    await publish('sos-posts/x/press', press());
    await publish(topic(), press());
    await expect.poll(countOf, patient).toBe(2);
    expect(new Set((await presses()).map(({ incidentId }) => incidentId)).size).toBe(1);
  });

  test('that are published while the portal is away wait for it, however late', async () => {
    const before = await countOf();
    await server.stop();
    const hourAgo = new Date(Date.now() - 3_600_000);
    await publish(topic(), press({ at: hourAgo }));
    await publish(topic(), press({ at: new Date(Date.now() - 2 * 86_400_000) }));
    await publish(topic(), press());
    server = await startTestServer(variables);
    await expect.poll(countOf, patient).toBe(before + 2);
    const late = (await presses())[before];
    expect(Math.abs((late?.pressedAt?.getTime() ?? 0) - hourAgo.getTime())).toBeLessThan(1_000);
  });

  test('go on when the broker was killed and is back', async () => {
    const before = await countOf();
    await broker.kill();
    await broker.start();
    await untilConnected();
    // A broker that was killed forgot who listened: what is published before we subscribed again is lost in it.
    const pressAndCount = async () => {
      await publish(topic(), press());
      return countOf();
    };
    await expect.poll(pressAndCount, { ...patient, interval: 500 }).toBeGreaterThan(before);
  });
});
