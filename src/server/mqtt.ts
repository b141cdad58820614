import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'mqtt';
import { AppError } from './errors.ts';
import { log } from './log.ts';

/** What is listened to on a broker, and who takes it. `take` returns once what was sent is committed. */
export interface Subscription {
  /** As brokers write it: `sos-posts/+/press`. */
  filter: string;
  /** The topics that the filter means. */
  topic: RegExp;
  take: (topic: string, payload: Uint8Array) => Promise<void>;
}

/** A connection to a broker that is opened again whatever becomes of the broker, until it is closed. */
export interface BrokerConnection {
  isConnected(): boolean;
  close(): Promise<void>;
}

const retryMilliseconds = 1_000;
const keepaliveSeconds = 15;

/**
 * Listens to a broker with a session that the broker keeps under `clientId`, so that what is published while we are away
 * waits there. A message is acknowledged once it is taken and never before: while it cannot be, it is tried again, and
 * those behind it wait. What is refused for what it is would be refused again: it is acknowledged and said in the log.
 */
export function openBroker(
  url: string,
  { clientId, subscriptions }: { clientId: string; subscriptions: readonly Subscription[] },
): BrokerConnection {
  const { host } = new URL(url);
  let isClosed = false;
  const client = connect(url, {
    ...{ clientId, clean: false, protocolVersion: 4, keepalive: keepaliveSeconds, reconnectPeriod: retryMilliseconds },
    connectTimeout: 5_000,
  });

  /** Whether the message may be acknowledged. */
  async function handle(topic: string, payload: Uint8Array): Promise<boolean> {
    const subscription = subscriptions.find((one) => one.topic.test(topic));
    if (!subscription) return true;
    while (!isClosed) {
      try {
        await subscription.take(topic, payload);
        return true;
      } catch (error) {
        if (error instanceof AppError && error.code !== 'unavailable') {
          log.warn('a message of the broker was refused', { host, code: error.code });
          return true;
        }
        log.error('a message of the broker cannot be taken yet', error, { host });
        await sleep(retryMilliseconds);
      }
    }
    return false;
  }

  // Whatever is not called back is not acknowledged, and comes again with the next connection.
  client.handleMessage = (packet, done) => {
    const payload = Buffer.from(packet.payload);
    void handle(packet.topic.toString(), payload).then((isTaken) => isTaken && done());
  };
  client.on('connect', () => {
    log.info('a broker is connected', { host });
    const filters = subscriptions.map(({ filter }) => filter);
    client.subscribe(
      filters,
      { qos: 1 },
      (error) => error && log.error('a broker gave no subscription', error, { host }),
    );
  });
  client.on('offline', () => log.warn('a broker is away', { host }));
  client.on('error', (error) => log.warn('a broker cannot be reached', { host, code: error.name }));
  return {
    isConnected: () => client.connected,
    close: async () => {
      isClosed = true;
      await client.endAsync(true);
    },
  };
}
