import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stamp = 'dist/built-from';
const sources = ['src', 'public', 'db', 'astro.config.mjs', 'package-lock.json'];

/** Builds the pages unless `dist` was built from the very files that are here. Throws when the build fails. */
export async function buildWhenNeeded(onBuilding: () => void): Promise<void> {
  const fingerprint = fingerprintSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  onBuilding();
  await run('node_modules/.bin/astro', ['build', '--silent']);
  writeFileSync(stamp, fingerprint);
}

/** A hash over the names, sizes and contents of everything that a build reads. */
function fingerprintSources(): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
      return;
    }
    if (path.endsWith('.test.ts')) return;
    hash.update(path).update(readFileSync(path));
  };
  for (const path of sources) if (existsSync(path)) visit(path);
  return hash.digest('hex');
}

function run(command: string, parameters: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with code ${code}.`))));
  });
}
