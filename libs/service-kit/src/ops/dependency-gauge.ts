import type { Metrics } from '../telemetry/metrics.js';
import { stateOf, type Dependency } from './health.controller.js';

/** What readiness rests on, for who looks at metrics alone. */
export class DependencyGauge {
  private readonly up;

  constructor(metrics: Metrics, private readonly dependencies: readonly Dependency[]) {
    this.up = metrics.gauge('flipside_dependency_up', '1 where what the process works with answers, 0 where it does not', ['dependency']);
  }

  async refresh(): Promise<void> {
    await Promise.all(this.dependencies.map(async (one) => this.up.set({ dependency: one.name }, (await stateOf(one)) === 'up' ? 1 : 0)));
  }
}
