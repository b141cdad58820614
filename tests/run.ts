import { spawnSync } from 'node:child_process';
import { buildWhenNeeded } from '../src/cli/build.ts';
import { findBroker } from './support/find-broker.ts';
import { findBrowser } from './support/find-browser.ts';
import { startPostgres } from './support/start-postgres.ts';

/** `npm test`: everything, on both engines and in a real browser, or a plain word of what was not covered. */
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const browser = findBrowser(say);
const broker = findBroker(say);
const postgres = await startPostgres(say);
const projects = ['unit', 'embedded', ...(postgres ? ['postgres'] : []), ...(browser ? ['browser'] : [])];
let status = 1;
try {
  await buildWhenNeeded(() => say('Building the pages …'));
  const parameters = ['run', '--config', 'tests/vitest.config.ts', ...projects.flatMap((name) => ['--project', name])];
  const result = spawnSync('node_modules/.bin/vitest', [...parameters, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: postgres?.url, CHROMIUM: browser?.path, MOSQUITTO: broker?.path },
  });
  status = result.status ?? 1;
} finally {
  await postgres?.stop();
}
const covered = [
  'the embedded engine',
  postgres?.description ?? 'NOT PostgreSQL',
  browser?.description ?? 'NO browser',
  broker?.description ?? 'NO MQTT broker',
];
say(`Covered: ${covered.join(', ')}.`);
process.exit(status === 0 && postgres && browser && broker ? 0 : 1);
