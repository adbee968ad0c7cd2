import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import type { ServiceTokens } from './auth/service-token.js';
import type { VerifyToken } from './auth/verify-token.js';
import type { Clock } from './clock.js';
import type { Logger } from './logger.js';
import type { OpenNews } from './peers/news.js';
import type { PeerClient } from './peers/peer-client.js';
import type { Tracing } from './telemetry/tracing.js';

/** What a program passes in; nothing else is shared between the services of one process. */
export interface Engines {
  readonly clock: Clock;
  readonly log: Logger;
  /** Given where traces are wanted. */
  readonly tracing?: Tracing;
  readonly verifyToken: VerifyToken;
  readonly serviceTokens: ServiceTokens;
  readonly peers: PeerClient;
  /** Others' contracts: from their stores in one process, over HTTP or Kafka between processes. */
  contracts(service: ServiceName, audience: Audience): Feed<Contract>;
  /** Where a broker carries the news between processes: then contracts come from there. */
  readonly news?: OpenNews;
}
