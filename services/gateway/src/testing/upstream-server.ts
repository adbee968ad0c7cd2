import { Readable } from 'node:stream';
import type { ServiceName } from '@flipside/contracts';
import { fastify, type FastifyInstance, type FastifyRequest } from 'fastify';

/** What an upstream saw of a request. */
export interface Seen {
  readonly service: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
}

export interface UpstreamServer {
  readonly address: string;
  readonly server: FastifyInstance;
  readonly seen: Seen[];
  /** Waited for before a body is read. */
  beforeRead: () => Promise<void>;
  /** What a path that ends in `/big` answers. */
  big: () => Readable;
  /** So many requests more lose their connection before they are answered. */
  breaks: number;
}

/**
 * A small service on loopback that answers every request with what it saw of it, and misbehaves where a path asks for
 * it: `…/cut` breaks off in the middle of its answer, `…/silent` never answers.
 */
export async function upstreamServer(service: ServiceName): Promise<UpstreamServer> {
  const server = fastify({ forceCloseConnections: true });
  const seen: Seen[] = [];
  const upstream = { server, seen, beforeRead: async () => undefined, big: () => Readable.from('big'), breaks: 0 };
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, _payload, done) => done(null));
  server.all('/*', async (request, reply) => {
    const path = request.url.split('?')[0]!;
    if (upstream.breaks > 0) {
      upstream.breaks--;
      reply.hijack();
      return void request.raw.socket.destroy();
    }
    if (path.endsWith('/silent')) return new Promise(() => undefined);
    if (path.endsWith('/cut')) {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-length': 1_000 });
      reply.raw.write('half');
      return void setTimeout(() => reply.raw.destroy(), 20);
    }
    if (path.endsWith('/big')) return reply.type('text/plain').send(upstream.big());
    if (path.endsWith('/moved')) return reply.status(303).header('location', `http://${request.headers.host}/v1/people/there?x=1`).send();
    if (path.endsWith('/refusing')) return reply.status(409).type('application/problem+json').send({ code: 'person-left', status: 409 });
    await upstream.beforeRead();
    const found = { service, method: request.method, url: request.url, headers: request.headers as Record<string, string>, bytes: await sizeOf(request) };
    seen.push(found);
    return reply
      .headers({ etag: '"7"', 'flipside-position': `${service}:1:42`, 'x-powered-by': 'Some', server: 'some', 'x-hop': '1', connection: 'keep-alive, x-hop' })
      .send(found);
  });
  return Object.assign(upstream, { address: await server.listen({ port: 0, host: '127.0.0.1' }) });
}

async function sizeOf(request: FastifyRequest): Promise<number> {
  let bytes = 0;
  for await (const chunk of request.raw) bytes += (chunk as Buffer).length;
  return bytes;
}
