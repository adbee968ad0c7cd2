import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { Problem } from '@flipside/service-kit';
import type { FastifyReply } from 'fastify';
import type { Dispatcher } from 'undici';
import { responseHeadersOf } from './response-headers.js';
import type { Upstream } from './upstream.js';

/** What is sent on to a service. */
export interface Outgoing {
  readonly method: string;
  readonly path: string;
  readonly headers: string[];
  readonly body: Readable | null;
}

const CONNECTION_LOST = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/**
 * One request on its way to a service and back: its body and the answer's are streamed, each side held back by the
 * other. Until the answer begins, a failure becomes a problem; afterwards the connection is cut, so that a client never
 * takes half an answer for a whole one.
 */
export class Forwarding implements Dispatcher.DispatchHandler {
  private controller: Dispatcher.DispatchController | undefined;
  private tries = 0;
  private left = false;

  constructor(
    private readonly upstream: Upstream,
    private readonly outgoing: Outgoing,
    private readonly reply: FastifyReply,
    private readonly correlationId: string | undefined,
  ) {}

  /** @throws Problem `service-unavailable` when the service has too much to do. */
  start(): void {
    this.upstream.enter();
    this.reply.raw.once('close', this.closed);
    this.dispatch();
  }

  private dispatch(): void {
    this.tries++;
    this.upstream.pool.dispatch(this.outgoing as Dispatcher.DispatchOptions, this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.reply.raw.destroyed) controller.abort(new Error('the client is gone'));
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>): void {
    if (status < 200) return;
    this.reply.hijack();
    this.reply.raw.writeHead(status, responseHeadersOf(headers, this.upstream.origin, this.correlationId));
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.reply.raw.write(chunk)) return;
    controller.pause();
    this.reply.raw.once('drain', () => controller.resume());
  }

  onResponseEnd(): void {
    this.leave();
    this.reply.raw.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    if (this.reply.raw.destroyed) return;
    if (this.reply.raw.headersSent) return void this.reply.raw.destroy();
    if (this.mayRepeat(error)) return this.dispatch();
    this.leave();
    if (this.outgoing.body) this.reply.header('connection', 'close');
    void this.reply.send(error instanceof Problem ? error : Object.assign(this.upstream.unavailable(), { cause: error }));
  }

  /** A kept connection that the service closed at the same moment: nothing was done, and a GET may be sent again. */
  private mayRepeat(error: Error): boolean {
    const { code } = error as { code?: string };
    return this.tries === 1 && this.outgoing.method === 'GET' && code !== undefined && CONNECTION_LOST.has(code);
  }

  private readonly closed = (): void => {
    this.leave();
    if (!this.reply.raw.writableFinished) this.controller?.abort(new Error('the client is gone'));
  };

  private leave(): void {
    if (!this.left) this.upstream.leave();
    this.left = true;
  }
}

/** The body to send on; null where the request has none. */
export function bodyOf(request: IncomingMessage): IncomingMessage | null {
  const { headers, method } = request;
  if (method === 'GET' || method === 'HEAD') return null;
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0') ? request : null;
}
