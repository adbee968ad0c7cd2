import type { AroundCommand, EventStore } from '@flipside/event-sourcing';
import type { AroundTaking } from '@flipside/feeds';
import type { AroundTelling } from '@flipside/feeds/kafka/relay';
import type { AnyPolicy } from '../runtime/consumers.js';
import type { FireTimer } from '../runtime/firing.js';
import { aroundCommands, observedStore } from './commands.js';
import { followedPolicy, followTaking, followTelling, followTimer } from './following.js';
import { Metrics } from './metrics.js';
import type { Tracing } from './tracing.js';

/** How one service is seen running: its metrics and, where they are wanted, its traces. Without them nothing is wrapped for them. */
export class Telemetry {
  readonly metrics: Metrics;
  readonly aroundCommand: AroundCommand;
  readonly aroundTaking: AroundTaking | undefined;
  readonly aroundTelling: AroundTelling | undefined;

  /** @param metricsToken bearer token that may read the metrics, beside operators' own. */
  constructor(service: string, readonly tracing?: Tracing, readonly metricsToken?: string) {
    this.metrics = new Metrics(service);
    this.aroundCommand = aroundCommands(this.metrics, tracing);
    this.aroundTaking = tracing && followTaking(tracing);
    this.aroundTelling = tracing && followTelling(tracing);
  }

  store<S extends EventStore>(store: S): S {
    return observedStore(store, this.metrics, this.tracing);
  }

  policies(policies: readonly AnyPolicy[]): readonly AnyPolicy[] {
    const { tracing } = this;
    return tracing ? policies.map((policy) => followedPolicy(policy, tracing)) : policies;
  }

  timers(fire: FireTimer | undefined): FireTimer | undefined {
    return fire && this.tracing ? followTimer(fire, this.tracing) : fire;
  }
}
