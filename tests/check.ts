import { spawnSync } from 'node:child_process';

/**
 * The one check: format, lint, types, unused code, walls, unit tests. Every step runs, so that one sees all at once.
 * `--before-tests` leaves out the unit tests, which `npm test` runs again.
 */
const isBeforeTests = process.argv.includes('--before-tests');
const steps: [string, string[]][] = [
  ['biome', ['ci', '--config-path=.biome.json', '--error-on-warnings']],
  ['astro', ['check', '--minimumFailingSeverity', 'warning']],
  ['knip', ['--config', '.knip.json']],
  ['depcruise', ['--config', '.dependency-cruiser.mjs', 'src', 'db']],
];
if (!isBeforeTests) steps.push(['vitest', ['run', '--config', 'tests/vitest.config.ts', '--project', 'unit']]);

const failed: string[] = [];
for (const [command, parameters] of steps) {
  process.stdout.write(`\n── ${command}\n`);
  const result = spawnSync(`node_modules/.bin/${command}`, parameters, { stdio: 'inherit' });
  if (result.status !== 0) failed.push(command);
}
process.stdout.write(failed.length === 0 ? '\nEverything holds.\n' : `\nFailed: ${failed.join(', ')}\n`);
process.exit(failed.length === 0 ? 0 : 1);
