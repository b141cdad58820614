import { expect } from 'vitest';
import { type ImportOptions, importOptions } from '../../src/features/imports/imports.schema.ts';
import { runImport } from '../../src/features/imports/imports.service.ts';
import { prepareImport } from '../../src/features/imports/prepare.ts';
import type { FileSource } from '../../src/features/imports/table.ts';
import type { TargetName } from '../../src/features/imports/targets/target.ts';
import type { Viewer } from '../../src/server/access.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { type MadeZone, makeViewer, makeZone } from './factories.ts';

/** When imports of tests are run. */
export const importedAt = new Date('2026-11-01T00:00:00Z');

/** Real data that is kept beside the checkout, on some machines. */
export const realData = '../shared/data';

/** A database with one zone, and somebody who may bring things in. */
export interface ImportDesk {
  store: TestDatabase;
  zone: MadeZone;
  administrator: Viewer;
  /** Prepares and runs an import in which every column that is needed is found. */
  bringIn(
    target: TargetName,
    source: FileSource,
    said?: Partial<ImportOptions>,
    viewer?: Viewer,
  ): ReturnType<typeof runImport>;
}

export async function openImportDesk(): Promise<ImportDesk> {
  const store = await openTestDatabase();
  const { handle } = store;
  const zone = await makeZone(handle.database);
  const administrator = await makeViewer(handle.database, 'administrator', zone);
  return {
    store,
    zone,
    administrator,
    async bringIn(target, source, said = {}, viewer = administrator) {
      const options = importOptions.parse({ source: 'test', ...said });
      const prepared = await prepareImport(handle.database, { target, source, options, now: importedAt });
      expect(prepared.missing).toEqual([]);
      return runImport({ handle, viewer, now: importedAt }, prepared);
    },
  };
}

/** A file as it is uploaded, in pieces. */
export function fileOf(content: string | Buffer, name = 'data.csv'): FileSource {
  const bytes = Buffer.from(content);
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
    },
  };
}
