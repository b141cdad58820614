import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './server.ts';

/** The real server in a process of its own, which may be killed. */
export interface ServerProcess {
  origin: string;
  child: ChildProcess;
  /** What it has said so far. */
  said(): string;
  /** Sends the signal and waits until the process is gone; returns its exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** On top of this process's own; what is undefined is not set at all. */
type Variables = Readonly<Record<string, string | undefined>>;

/** Starts `npm start`'s command without waiting for it. */
export async function spawnServer(variables: Variables): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['src/cli/start.ts'], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DEMO: '0', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  return {
    origin: `http://localhost:${port}`,
    child,
    said: () => said,
    end: async (signal) => {
      child.kill(signal);
      return gone;
    },
  };
}

/** Starts it and waits until it is ready. */
export async function startServerProcess(variables: Variables): Promise<ServerProcess> {
  const server = await spawnServer(variables);
  const { host, port } = new URL(server.origin);
  const address = 'HOST' in variables && variables.HOST === undefined ? 'localhost' : '127.0.0.1';
  for (;;) {
    if (server.child.exitCode !== null) throw new Error(`The server did not start: ${server.said()}`);
    const isReady = await fetch(`http://${address}:${port}/healthz`, { headers: { Host: host } }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return server;
    await sleep(100);
  }
}
