import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';

/**
 * `npm run dev`: the very server that people get, built again and started again when a source file changes. Pages are
 * rebuilt in a few seconds, and what is seen is what will be served, security policy included.
 */
const quietMilliseconds = 200;
const watched = ['src', 'db', 'public'];

let server: ChildProcess | undefined;
let timer: NodeJS.Timeout | undefined;

function start(): void {
  server = spawn(process.execPath, ['src/cli/start.ts'], { stdio: 'inherit' });
}

/** Waits for the old server to give its data folder back before the new one asks for it. */
function restart(): void {
  if (server && server.exitCode === null) {
    server.once('exit', start);
    server.kill('SIGTERM');
  } else start();
}

for (const folder of watched) {
  watch(folder, { recursive: true }, (_event, name) => {
    if (name?.endsWith('.test.ts')) return;
    clearTimeout(timer);
    timer = setTimeout(restart, quietMilliseconds);
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server?.once('exit', () => process.exit(0));
    server?.kill('SIGTERM');
  });
}
start();
