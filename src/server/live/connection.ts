import type { ServerResponse } from 'node:http';
import type { Reader } from './group.ts';

/** A reader that lets more than this pile up is too slow to be live; it comes back and catches up. */
const mostWaitingBytes = 256 * 1024;

/**
 * Turns the response into a stream of events that is written to past Node's own framing: the body is everything until
 * the connection ends, so that the same bytes serve every reader. Returns undefined when the reader has gone already.
 */
export function openConnection(response: ServerResponse): Reader | undefined {
  response.removeHeader('Transfer-Encoding');
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    // `no-transform` keeps compression off, ours and that of proxies; it would hold events back.
    'Cache-Control': 'no-store, no-transform',
    'X-Accel-Buffering': 'no',
    Connection: 'close',
  });
  response.flushHeaders();
  const { socket } = response;
  if (!socket || socket.destroyed) return undefined;
  socket.setNoDelay(true);
  let wasWaiting = false;
  return {
    send(chunk) {
      if (socket.writableLength > mostWaitingBytes) socket.destroy();
      else if (socket.writable) socket.write(chunk);
    },
    check() {
      const isWaiting = socket.writableLength > 0;
      if (isWaiting && wasWaiting) socket.destroy();
      wasWaiting = isWaiting;
    },
    end() {
      socket.end();
    },
  };
}
