import { globSync, readFileSync } from 'node:fs';
import { layerIds } from '../../../src/features/map/layers.ts';
import { appRouter } from '../../../src/server/router.ts';

/** Everything that can be asked for over HTTP: the matrix must have a row for each. */
export function listTargets(): string[] {
  return [
    ...listPages(),
    ...listProcedures(),
    ...layerIds.map((id) => `tiles ${id}`),
    'devices heartbeat',
    'analytics readings',
    'devices press',
    'ingest incidents',
  ].sort();
}

/** Routes of Astro's file router, `page /zones/[slug]`. */
function listPages(): string[] {
  return globSync('src/pages/**/*.{astro,ts}')
    .map((file) => file.replaceAll('\\', '/').slice('src/pages'.length))
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => `page ${file.replace(/\.(astro|ts)$/, '').replace(/\/index$/, '') || '/'}`);
}

function listProcedures(): string[] {
  return Object.keys(appRouter._def.procedures).map((name) => `procedure ${name}`);
}

/** Handlers that main.ts puts beside the pages, by the name of the function that makes each. */
export function listSideHandlers(): string[] {
  const main = readFileSync('src/server/main.ts', 'utf8');
  const list = /sides: \[([^\]]*)\]/.exec(main)?.[1] ?? '';
  return [...list.matchAll(/(\w+)\(/g)].map(([, name]) => name ?? '');
}

/** Those handlers, and how the targets begin that stand for what each serves. */
export const targetsOfSideHandlers: Readonly<Record<string, string>> = {
  createAnalyticsHandler: 'analytics readings',
  createDeviceHandler: 'devices',
  createIngestHandler: 'ingest',
  createLiveHandler: 'procedure live.incidents',
  createTileHandler: 'tiles',
  createTrpcHandler: 'procedure',
};
