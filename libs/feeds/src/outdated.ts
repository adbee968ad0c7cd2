import type { ServiceName } from '@flipside/contracts';
import { EpochChanged } from '@flipside/event-sourcing';

/**
 * A consumer stands in a log that is no more: it was restored since. What the consumer derived may rest on events that are
 * gone, so it neither goes on nor begins again by itself: the program says who, where and what to do, and stops.
 */
export class ConsumerOutdated extends EpochChanged {
  /** @param consumer a read model, a policy, or `relay`. */
  constructor(readonly consumer: string, readonly source: ServiceName, cause: Pick<EpochChanged, 'known' | 'found'>) {
    super(cause.known, cause.found);
    const { known, found } = cause;
    const what = known === found
      ? `has read further than the log of ${source} reaches, which is in epoch ${found} as before: it was restored, and no new epoch was begun`
      : `stands in epoch ${known} of the log of ${source}, which is in epoch ${found}: it was restored`;
    this.message = `${consumer} ${what}. Stop all services, and do what docs/operating.md says under "After a restore": `
      + `run "restored" in ${source} (where all logs are on one EventStoreDB: in one service alone), then what it prints in every other service`;
  }
}

/** The same error, by the name of who met it. */
export function asOutdated(error: unknown, consumer: string, source: ServiceName): unknown {
  return error instanceof EpochChanged && !(error instanceof ConsumerOutdated) ? new ConsumerOutdated(consumer, source, error) : error;
}
