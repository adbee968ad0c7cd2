import { readFile } from 'node:fs/promises';
import { DependencyGauge, Gauges, Telemetry } from '@flipside/service-kit';

interface Row {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly help: string;
}

/** What a service's registry holds, whatever has happened yet. */
function registered(): readonly Row[] {
  const telemetry = new Telemetry('some');
  telemetry.store({} as never);
  new DependencyGauge(telemetry.metrics, []);
  new Gauges({ metrics: telemetry.metrics, pools: {} } as never);
  return telemetry.metrics.registry.getMetricsAsArray().map((metric) => {
    const { name, type, help, labelNames } = metric as unknown as { name: string; type: string; help: string; labelNames: readonly string[] };
    return { name, type, labels: labelNames, help };
  });
}

/** The table of docs/operating.md: `| \`name\` | type | labels | meaning |`. */
async function documented(): Promise<readonly Row[]> {
  const text = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `(flipside_\w+)` \| (\w+) \| ([^|]*) \| ([^|]*) \|$/gm)].map(([, name, type, labels, help]) => ({
    name: name!, type: type!, labels: labels!.split(',').map((label) => label.trim()).filter(Boolean), help: help!.trim(),
  }));
}

describe('docs/operating.md', () => {
  it('has every metric as it is registered, and no other', async () => {
    const byName = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
    expect([...(await documented())].sort(byName)).toEqual([...registered()].sort(byName));
  });
});
