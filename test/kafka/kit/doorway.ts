import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The way to a service as another one goes it: it can be closed, as if the service were away. */
export class Doorway {
  /** Paths that were asked for, and answered. */
  readonly asked: string[] = [];
  isClosed = false;
  private server!: Server;

  /** @param behind address of the service. */
  constructor(private readonly behind: () => string) {}

  async open(): Promise<string> {
    this.server = createServer((request, response) => void this.pass(request, response).catch(() => response.destroy())).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.isClosed) return void response.destroy();
    const { method, url, headers } = request;
    const body = method === 'POST' ? await textOf(request) : undefined;
    const answer = await fetch(this.behind() + url, {
      method, body, headers: { authorization: headers.authorization!, ...(body && { 'content-type': 'application/json' }) },
    });
    this.asked.push(url!);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
