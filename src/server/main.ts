import { createServer, type Server } from 'node:http';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseHandle } from '../../db/client/database.ts';
import { migrate } from '../../db/client/migrate.ts';
import { openDatabase } from '../../db/client/open.ts';
import { seedDemonstration } from '../../db/seed/demonstration.ts';
import { createAnalyticsHandler } from '../features/device-intake/analytics.router.ts';
import { createDeviceHandler } from '../features/device-intake/device-intake.router.ts';
import { pressSubscription } from '../features/device-intake/mqtt-press.ts';
import { createIngestHandler } from '../features/device-intake/sources/sources.router.ts';
import { startSimulator } from '../features/incidents/simulator.service.ts';
import { openBaseArchive } from '../features/map/base-archive.ts';
import { createTileHandler } from '../features/map/tiles.router.ts';
import { createTileHouse } from '../features/map/tiles.service.ts';
import { anonymous } from './access.ts';
import type { Application } from './context.ts';
import { drainsOf } from './http/draining.ts';
import { createRequestListener, type PageHandler } from './http/handle.ts';
import { createTrpcHandler } from './http/trpc.ts';
import { giveJobsTheirHandlers } from './job-handlers.ts';
import { startJobs } from './jobs.ts';
import { createHub } from './live/hub.ts';
import { createLiveHandler } from './live/sse.ts';
import { log } from './log.ts';
import { createMailer } from './mail.ts';
import { createMetrics } from './metrics.ts';
import { type BrokerConnection, openBroker } from './mqtt.ts';
import { createSessions } from './session.ts';
import type { Settings } from './settings.ts';

/** A server that is up. */
export interface RunningServer {
  application: Application;
  handle: DatabaseHandle;
  /** The port that was really taken, for when 0 was asked for. */
  port: number;
  stop(): Promise<void>;
}

/** What happens while it starts, for whoever shows progress. */
export type Progress = (
  step: 'database' | 'migrations' | 'demonstration' | 'jobs' | 'listening',
  detail?: string,
) => void;

/**
 * Opens the database, brings it up to date, and serves. This is a composition root: what exists once in a process is
 * made here and handed down.
 */
export async function startServer(settings: Settings, onProgress: Progress = () => {}): Promise<RunningServer> {
  onProgress('database');
  // The pages are read while the database opens, which on the embedded engine is the work of another thread.
  const [handle, page] = await openBoth(openDatabase(settings), loadPages());
  try {
    onProgress('migrations', handle.description);
    await migrate(handle.database);
    if (settings.shouldFillDemonstration) {
      await seedDemonstration(handle.database, {
        now: new Date(),
        onProgress: (what) => onProgress('demonstration', what),
      });
    }
    onProgress('jobs');
    const jobs = await startJobs(handle);
    const tiles = await createTileHouse(handle);
    const base = settings.basemapPmtiles ? await openBaseArchive(settings.basemapPmtiles) : undefined;
    const application: Application = {
      database: handle.database,
      engine: handle.engine,
      canEncodeTiles: handle.canEncodeTiles,
      jobs,
      mailer: createMailer(settings),
      sessions: createSessions(handle.database, () => new Date()),
      settings,
      now: () => new Date(),
    };
    const stopAsking = await giveJobsTheirHandlers(handle, application, jobs);
    const hub = await createHub(handle);
    const metrics = createMetrics();
    metrics.watch('live_readers', 'Open live streams.', hub.readerCount);
    const brokers = openBrokers(settings, application);
    const connectedBrokers = () => brokers.filter((broker) => broker.isConnected()).length;
    metrics.watch('mqtt_brokers_connected', 'Brokers that we are connected to.', connectedBrokers);
    let isStopping = false;
    const listener = createRequestListener({
      application,
      metrics,
      isReady: async () => !isStopping && (await isDatabaseUp(handle)),
      clientFolder: resolve('dist/client'),
      sides: [
        createLiveHandler(application, hub),
        createTileHandler(tiles, base),
        createDeviceHandler(),
        createAnalyticsHandler(),
        createIngestHandler(),
        createTrpcHandler(),
      ],
      page,
    });
    const server = createServer({ requestTimeout: 30_000, headersTimeout: 15_000 }, listener);
    const drain = drainsOf(server);
    const port = await listen(server, settings);
    const stopSimulator = startSimulator(() => ({ database: handle.database, jobs, now: new Date() }));
    onProgress('listening');
    return {
      application,
      handle,
      port,
      stop: async () => {
        isStopping = true;
        stopSimulator();
        await Promise.all(brokers.map((broker) => broker.close()));
        await hub.close();
        await drain();
        await stopAsking();
        await jobs.stop();
        application.mailer.close();
        await tiles.stop();
        await base?.close();
        await handle.close();
      },
    };
  } catch (error) {
    await handle.close().catch((closing) => log.error('database did not close', closing));
    throw error;
  }
}

/** Both, or neither: a database that opened for nothing is closed again. */
async function openBoth(
  opening: Promise<DatabaseHandle>,
  loading: Promise<PageHandler>,
): Promise<[DatabaseHandle, PageHandler]> {
  const [opened, loaded] = await Promise.allSettled([opening, loading]);
  if (opened.status === 'rejected') throw opened.reason;
  if (loaded.status === 'fulfilled') return [opened.value, loaded.value];
  await opened.value.close();
  throw loaded.reason;
}

/** Listens to what devices publish; under one name on each host and port, so that the broker knows us again. */
function openBrokers(settings: Settings, { database, jobs, now }: Application): BrokerConnection[] {
  const subscriptions = [pressSubscription(() => ({ database, jobs, now: now(), viewer: anonymous }))];
  const clientId = `safety-zones-${hostname()}-${settings.port}`;
  return settings.mqttUrls.map((url) => openBroker(url, { clientId, subscriptions }));
}

async function loadPages(): Promise<PageHandler> {
  const entry: { handler: PageHandler } = await import(pathToFileURL(resolve('dist/server/entry.mjs')).href);
  return entry.handler;
}

async function isDatabaseUp(handle: DatabaseHandle): Promise<boolean> {
  try {
    await handle.pool.query('select 1');
    return true;
  } catch {
    return false;
  }
}

function listen(server: Server, settings: Settings): Promise<number> {
  return new Promise((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(settings.port, settings.host, () => {
      const address = server.address();
      resolveListening(typeof address === 'object' && address ? address.port : settings.port);
    });
  });
}
