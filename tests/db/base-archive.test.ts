import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { expect, test } from 'vitest';
import { tileAt } from '../../src/compute/geometry/tiles.ts';
import { openBaseArchive } from '../../src/features/map/base-archive.ts';

/** An archive of a real town, where the machine has it: it is too large for the repository. */
const given = process.env.TEST_PMTILES ?? '../shared/data/basemap/half-moon-bay.pmtiles';

test.skipIf(!existsSync(given))('a PMTiles file is read tile by tile', async () => {
  const archive = await openBaseArchive(given);
  try {
    const [west, south, east, north] = archive.bounds;
    const tile = await archive.tile(tileAt([(west + east) / 2, (south + north) / 2], archive.maxZoom));
    const read = new VectorTile(new PbfReader(await tile.bytes('identity')));
    expect(Object.keys(read.layers).length).toBeGreaterThan(0);
    const named = archive.description.vector_layers.map((layer) => layer.id);
    expect(named).toEqual(expect.arrayContaining(Object.keys(read.layers)));
    expect(await (await archive.tile({ z: 1, x: 1, y: 1 })).bytes('identity')).toHaveLength(0);
  } finally {
    await archive.close();
  }
});

test('a file that is missing, or is no such archive, is refused with its name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'szone-archive-'));
  const wrong = join(folder, 'wrong.pmtiles');
  writeFileSync(wrong, 'not an archive'.repeat(2_000));
  await expect(openBaseArchive(join(folder, 'missing.pmtiles'))).rejects.toThrow('missing.pmtiles');
  await expect(openBaseArchive(wrong)).rejects.toThrow();
  rmSync(folder, { recursive: true });
});
