import { DependencyGauge, Gauges, Telemetry } from '@flipside/service-kit';

/** A metric as it is registered, or as it is documented. */
export interface Row {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly help: string;
}

/** What a service's registry holds, whatever has happened yet. */
export function registered(): readonly Row[] {
  const telemetry = new Telemetry('some');
  telemetry.store({} as never);
  new DependencyGauge(telemetry.metrics, []);
  new Gauges({ metrics: telemetry.metrics, pools: {} } as never);
  return telemetry.metrics.registry.getMetricsAsArray().map((metric) => {
    const { name, type, help, labelNames } = metric as unknown as { name: string; type: string; help: string; labelNames: readonly string[] };
    return { name, type, labels: labelNames, help };
  });
}
