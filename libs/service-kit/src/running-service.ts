import type { Audience, Contract } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ServiceBase } from './assemble.js';
import { closeApp } from './bootstrap.js';
import { openApiOf } from './openapi.js';
import type { Operations } from './ops/operations.js';
import type { ErrorCodes } from './problem.js';
import { replayErasuresOf } from './replay-erasures.js';
import type { ServiceRuntime } from './runtime/runtime.js';

/** A service that can be started, listened on, and stopped in the order that loses nothing. */
export class RunningService {
  /** Aborted when it is stopped before it had begun. */
  private readonly starting = new AbortController();
  private readonly stopping = new AbortController();
  private telling: Promise<void> | undefined;

  constructor(
    readonly base: ServiceBase,
    readonly runtime: ServiceRuntime,
    readonly app: NestFastifyApplication,
    private readonly operations: Operations,
    private readonly errorCodes: ErrorCodes,
  ) {}

  /** The OpenAPI 3.1 document of this service. */
  openApi(): OpenAPIObject {
    return openApiOf(this.app, this.base.schema.name, this.errorCodes);
  }

  feed(audience: Audience): Feed<Contract> {
    return this.base.feed(audience);
  }

  /**
   * Carries out erasures again, listens, and starts read models, policies and timers.
   * @param makeWay called before it listens: whoever answered there until now leaves.
   * @returns the address, `http://host:port`.
   */
  async start(host: string, port: number, onFailure: (error: unknown) => void, makeWay = async (): Promise<void> => undefined): Promise<string> {
    await replayErasuresOf(this.base, this.starting.signal);
    if (this.starting.signal.aborted) throw new Error('stopped before it had begun');
    await this.app.startAllMicroservices();
    await this.runtime.start(onFailure);
    this.telling = this.base.news?.relay(this.stopping.signal).catch(onFailure);
    await makeWay();
    await this.app.listen(port, host);
    return (await this.app.getUrl()).replace('[::1]', '127.0.0.1');
  }

  /** Stops taking requests, finishes those under way, then stops consumers and timers, then the database. */
  async stop(): Promise<void> {
    this.starting.abort();
    await closeApp(this.app);
    await this.base.work.drained();
    this.stopping.abort();
    await Promise.all([this.runtime.stop(), this.telling]);
    await this.operations.finished();
    await this.base.close();
  }
}
