import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { kitErrorCodes } from '../problem.js';
import { problemDetails } from '../http/problem.filter.js';

/** Where a service will listen. */
export interface Doorstep {
  readonly host: string;
  /** Nobody can ask where it is 0. */
  readonly port: number;
}

/**
 * Answers in place of a service that has not begun: it is alive, not ready, and this is what it waits for. Whoever starts
 * processes would take silence for a dead one.
 */
export class WaitingRoom {
  private readonly states = new Map<string, 'up' | 'down'>();
  private server: Server | undefined;

  constructor(names: readonly string[]) {
    for (const name of names) this.states.set(name, 'down');
  }

  async open({ host, port }: Doorstep): Promise<void> {
    if (port === 0) return;
    this.server = createServer(({ url }, response) => this.answer(url, response)).listen(port, host);
    await once(this.server, 'listening');
  }

  /** Something that was waited for answers. */
  reached(name: string): void {
    this.states.set(name, 'up');
  }

  async close(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  private answer(path: string | undefined, response: ServerResponse): void {
    if (path === '/health/live') return send(response, 200, { status: 'up' });
    if (path === '/health/ready') return send(response, 503, { status: 'down', dependencies: Object.fromEntries(this.states) });
    const detail = 'The service begins: repeat it with the same Idempotency-Key.';
    send(response.setHeader('retry-after', '1'), 503, problemDetails({ code: 'service-unavailable', detail }, kitErrorCodes), 'application/problem+json');
  }
}

function send(response: ServerResponse, status: number, body: object, type = 'application/json'): void {
  response.setHeader('connection', 'close').writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}
