import { Metadata, status, type ServiceError } from '@grpc/grpc-js';

/** What may go wrong with the next appends. `cut` ends all connections, `silence` never answers. */
export type AppendFault = 'cut-before-commit' | 'cut-after-commit' | 'silence-after-commit' | 'timeout-after-commit' | 'unavailable' | 'not-leader';
/** What may go wrong with the next reads and subscriptions. `silence` accepts the call and never says a word. */
export type ReadFault = 'silence' | 'unavailable' | 'not-leader' | 'cut-half-way';

export interface Leader {
  readonly host: string;
  readonly port: number;
}

/** Errors as the server words them. */
export function errorOf(fault: 'unavailable' | 'timeout' | 'not-leader', leader: Leader): Partial<ServiceError> {
  const metadata = new Metadata();
  if (fault === 'unavailable') return { code: status.UNAVAILABLE, details: 'Server Is Not Ready', metadata };
  if (fault === 'timeout') return { code: status.ABORTED, details: 'Operation timed out', metadata };
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', leader.host);
  metadata.set('leader-endpoint-port', String(leader.port));
  return { code: status.NOT_FOUND, details: `Leader info available. Address: ${leader.host}:${leader.port}`, metadata };
}

/** Faults to come, used up one by one. */
export class Faults {
  readonly appends: AppendFault[] = [];
  readonly reads: ReadFault[] = [];
  readonly subscriptions: ReadFault[] = [];
  /** While on, commits are late by a random time and some calls break before or after it. */
  disturbed = false;

  nextOfAppend(): AppendFault | undefined {
    const planned = this.appends.shift();
    if (planned || !this.disturbed) return planned;
    const dice = Math.random();
    if (dice < 0.0005) return 'timeout-after-commit';
    return dice < 0.001 ? 'unavailable' : undefined;
  }

  /** Milliseconds that the next commit is late by. */
  delay(): number {
    return this.disturbed && Math.random() < 0.02 ? Math.random() * 10 : 0;
  }
}
