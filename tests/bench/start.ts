import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildWhenNeeded } from '../../src/cli/build.ts';
import { type ServerProcess, spawnServer } from '../support/process.ts';
import { median, round, say } from './support/median.ts';

/**
 * Seconds from the start of `npm start`'s process until `/readyz` says yes, on the embedded engine: on an empty data
 * folder, where the schema and the demonstration are made, and on the filled one that this leaves. Each is followed by
 * the engine alone on the same kind of folder (the filled one is the very same), from the start of its process until
 * its first answer. `ratio` is of the filled ones. The pages are built beforehand: that is no part of a second start.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const emptyRounds = Number(process.env.BENCH_EMPTY_ROUNDS ?? rounds);
const pollMilliseconds = 10;

const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1000;

async function untilReady(server: ServerProcess): Promise<void> {
  for (;;) {
    if (server.child.exitCode !== null) throw new Error(`The server did not start: ${server.said()}`);
    const isReady = await fetch(`${server.origin}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(pollMilliseconds);
  }
}

/** Starts the server on the folder and stops it again; seconds until it was ready. */
async function startServer(folder: string): Promise<number> {
  const startedAt = performance.now();
  const server = await spawnServer({ DATA_DIR: folder, DEMO: '1' });
  try {
    await untilReady(server);
    return secondsSince(startedAt);
  } finally {
    await server.end('SIGTERM');
  }
}

/** Starts the engine alone on the folder and closes it again; seconds until its first answer. */
async function startEngine(folder: string): Promise<number> {
  const startedAt = performance.now();
  const engine = fork(new URL('./support/engine-start.ts', import.meta.url), [folder]);
  await once(engine, 'message');
  const seconds = secondsSince(startedAt);
  const gone = once(engine, 'exit');
  engine.send('close');
  await gone;
  return seconds;
}

// The server must find neither PostgreSQL nor what another run has set.
for (const name of ['DATABASE_URL', 'ORIGIN']) delete process.env[name];
await buildWhenNeeded(() => say('Building the pages …'));
const folder = mkdtempSync(join(tmpdir(), 'szone-bench-'));
const results = { empty: [] as number[], engineEmpty: [] as number[], filled: [] as number[], engine: [] as number[] };
try {
  for (let turn = 1; turn <= emptyRounds; turn += 1) {
    for (const name of ['filled', 'engine']) rmSync(join(folder, name), { recursive: true, force: true });
    results.empty.push(await startServer(join(folder, 'filled')));
    results.engineEmpty.push(await startEngine(join(folder, 'engine')));
    say(`empty ${turn}: ${round(results.empty.at(-1) ?? 0)} s, engine ${round(results.engineEmpty.at(-1) ?? 0)} s`);
  }
  for (let turn = 1; turn <= rounds; turn += 1) {
    results.filled.push(await startServer(join(folder, 'filled')));
    results.engine.push(await startEngine(join(folder, 'filled', 'database')));
    say(`filled ${turn}: ${round(results.filled.at(-1) ?? 0)} s, engine ${round(results.engine.at(-1) ?? 0)} s`);
  }
  const [filled, engine] = [median(results.filled), median(results.engine)];
  say(
    JSON.stringify({
      name: 'start',
      ratio: round(filled / engine),
      filledSeconds: round(filled),
      engineFilledSeconds: round(engine),
      emptySeconds: round(median(results.empty)),
      engineEmptySeconds: round(median(results.engineEmpty)),
      rounds,
      emptyRounds,
    }),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
