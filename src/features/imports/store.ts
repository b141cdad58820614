import { importStagedBuildings, importStagedStreets } from '../basemap/staged-basemap.service.ts';
import { importStagedCameras } from '../cameras/staged-cameras.service.ts';
import { importStagedIncidents } from '../incidents/staged-incidents.service.ts';
import { ensureOwner } from '../people/owner.service.ts';
import { importStagedSosPosts } from '../sos-posts/staged-sos-posts.service.ts';
import { importStagedAreas } from '../zones/staged-areas.service.ts';
import type { ImportContext } from './import-context.ts';
import { countStagedRows } from './imports.queries.ts';
import type { PreparedImport } from './prepare.ts';

interface Chunk {
  runId: string;
  from: number;
  to: number;
}

type Counts = { added: number; changed: number };

/** Stores one chunk of staged rows in the topic that they belong to. */
export type Store = (chunk: Chunk) => Promise<Counts & { tried: number }>;

/** Chooses the topic's way of storing, and finds or makes the owner of devices. */
export async function createStore(context: ImportContext, prepared: PreparedImport): Promise<Store> {
  const serviceContext = { database: context.handle.database, viewer: context.viewer, now: context.now };
  const common = { source: prepared.options.source, now: context.now };
  const ways: Record<PreparedImport['target']['name'], () => Promise<(chunk: Chunk) => Promise<Counts>>> = {
    incidents: async () => (chunk) => importStagedIncidents(serviceContext, { ...chunk, ...common }),
    'sos-posts': async () => (chunk) => importStagedSosPosts(serviceContext, { ...chunk, ...common }),
    streets: async () => (chunk) => importStagedStreets(serviceContext, { ...chunk, ...common }),
    buildings: async () => (chunk) => importStagedBuildings(serviceContext, { ...chunk, ...common }),
    areas: async () => (chunk) => importStagedAreas(serviceContext, chunk),
    cameras: async () => {
      const owner = prepared.options.owner || `${prepared.options.source} (owner unknown)`;
      const organisationId = await ensureOwner(serviceContext, owner);
      return (chunk) => importStagedCameras(serviceContext, { ...chunk, ...common, organisationId });
    },
  };
  const store = await ways[prepared.target.name]();
  return async (chunk) => ({ ...(await store(chunk)), tried: await countStagedRows(context.handle.database, chunk) });
}
