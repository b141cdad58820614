import type { DatabaseHandle } from '../../../db/client/database.ts';

/** How often each layer has changed since this process began to listen. */
export interface LayerVersions {
  /** A number that grows whenever something under this name changes. */
  of(name: string): number;
  stop(): Promise<void>;
}

/**
 * Listens for changes that the database's triggers announce. After a lost connection everything counts as changed,
 * because what was announced meanwhile is gone.
 */
export async function followLayerVersions(handle: Pick<DatabaseHandle, 'listen'>): Promise<LayerVersions> {
  const versions = new Map<string, number>();
  let restored = 0;
  const stop = await handle.listen(
    'map_layer',
    (name) => versions.set(name, (versions.get(name) ?? 0) + 1),
    () => {
      restored += 1;
    },
  );
  return { of: (name) => (versions.get(name) ?? 0) + restored, stop };
}
