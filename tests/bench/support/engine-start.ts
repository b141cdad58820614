import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';

/*
 * What the server's start is measured against: the embedded engine alone, in a process of its own, until it has
 * answered its first query. The folder is the first argument.
 */
const folder = process.argv[2] ?? '';
mkdirSync(folder, { recursive: true });
const engine = await PGlite.create({ dataDir: folder, extensions: { postgis } });
await engine.query('select 1');
process.send?.('ready');
process.once('message', async () => {
  await engine.close();
  process.exit(0);
});
