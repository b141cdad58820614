import { createServer, type ServerResponse } from 'node:http';

/*
 * What the live stream is measured against: a bare Node server that writes one shared buffer per event to everybody,
 * asking nobody who they are. Told by its parent when to write.
 */
const readers = new Set<ServerResponse>();

const server = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  response.write(': hello\n\n');
  readers.add(response);
  response.once('close', () => readers.delete(response));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ port: typeof address === 'object' ? address?.port : 0 });
});

process.on('message', (message: { event?: string }) => {
  if (message.event) {
    const shared = Buffer.from(message.event);
    for (const response of readers) response.write(shared);
    return;
  }
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuSeconds: (user + system) / 1e6 });
});
process.on('disconnect', () => process.exit(0));
