import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: from what is not felt to what has been given up. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5, 30];

/**
 * The metrics of one service, in a registry of its own. Labels are words of the code (routes as written, types of commands,
 * names of consumers), so their number is bounded and they name nobody.
 */
export class Metrics {
  readonly registry = new Registry();
  private readonly requests = this.histogram('flipside_http_request_seconds', 'requests, from their arrival to the end of the answer', ['method', 'route', 'status']);

  constructor(readonly service: string) {
    this.registry.setDefaultLabels({ service });
  }

  /** @param route as written, `/v1/people/:personId`; undefined where there is none. */
  request(method: string, route: string | undefined, status: number, seconds: number): void {
    this.requests.observe({ method, route: route ?? 'none', status }, seconds);
  }

  histogram<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Histogram<L> {
    return new Histogram({ name, help, labelNames, buckets: BUCKETS, registers: [this.registry] });
  }

  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  gauge<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Gauge<L> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** In Prometheus' text format, with those of the process: they are looked after from the first time on. */
  async text(): Promise<string> {
    if (!this.registry.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: this.registry });
    return this.registry.metrics();
  }
}
