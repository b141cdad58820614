import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect as dial } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './server.ts';

/** A real mosquitto that keeps sessions while it runs. */
export interface Broker {
  url: string;
  /** Kills it at once. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

const mosquitto = process.env.MOSQUITTO || '/usr/sbin/mosquitto';

/** Without one installed, what needs it is skipped, and `npm test` says so at its end. */
export const hasBroker = existsSync(mosquitto);

export async function startBroker(): Promise<Broker> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'szone-broker-'));
  const file = join(folder, 'mosquitto.conf');
  // Started by root it would become another user, who may not read this folder.
  writeFileSync(file, `listener ${port} 127.0.0.1\nallow_anonymous true\nuser ${process.env.USER ?? 'root'}\n`);
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    child = spawn(mosquitto, ['-c', file], { stdio: 'ignore' });
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error('mosquitto did not start.');
      await sleep(50);
    }
  }
  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  await start();
  return {
    url: `mqtt://127.0.0.1:${port}`,
    kill,
    start,
    remove: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const socket = dial(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
