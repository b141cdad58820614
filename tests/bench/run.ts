import { existsSync, readdirSync } from 'node:fs';

/** `npm run bench -- NAME`: runs tests/bench/NAME.ts, whose last line of output is its result as JSON. */
const folder = new URL('.', import.meta.url);
const name = process.argv[2] ?? '';
const file = new URL(`${name}.ts`, folder);
const names = readdirSync(folder)
  .map((entry) => entry.replace(/\.ts$/, ''))
  .filter((entry) => !['run', 'support'].includes(entry));
if (!/^[a-z]+$/.test(name) || !names.includes(name) || !existsSync(file)) {
  process.stderr.write(`npm run bench -- ${names.join(' | ')}\n`);
  process.exit(2);
}
await import(file.href);
