import { createServer } from 'node:http';

/** A service that answers at once: what is measured is the way to it. */
const page = JSON.stringify({ items: Array.from({ length: 8 }, (_, n) => ({ id: `0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a1${n}`, name: `Person ${n}`, level: n })), next: null });
const done = JSON.stringify({ id: '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10' });

const server = createServer((request, response) => {
  const answer = (status: number, body: string): void => {
    const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body), etag: '"7"', 'flipside-position': 'participants:1:42' };
    response.writeHead(status, headers).end(body);
  };
  if (request.method === 'GET') answer(200, page);
  else request.on('end', () => answer(201, done)).resume();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as { port: number }).port }));
