import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A line between browser and server that can be cut and mended. */
export interface Cable {
  port: number;
  /** Says where the line leads; until then nobody is let through. */
  plugInto(port: number): void;
  /** Breaks every connection, and refuses new ones until it is mended. */
  cut(): void;
  mend(): void;
  remove(): void;
}

/** Lays a cable on a free port of this machine. */
export async function layCable(): Promise<Cable> {
  const sockets = new Set<Socket>();
  let target: number | undefined;
  let isCut = false;
  const server = createServer((near) => {
    if (isCut || target === undefined) {
      near.destroy();
      return;
    }
    const far = connect(target, 'localhost');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.once('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  }).listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  const breakAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    plugInto: (port) => {
      target = port;
    },
    cut: () => {
      isCut = true;
      breakAll();
    },
    mend: () => {
      isCut = false;
    },
    remove: () => {
      breakAll();
      server.close();
    },
  };
}
