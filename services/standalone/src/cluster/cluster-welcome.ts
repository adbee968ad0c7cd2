import { formatTable } from '../demo/narrator.js';
import { roleHelp } from '../welcome.js';
import type { Cluster } from './cluster.js';

/** What runs where, with its health: as it is shown once a cluster is ready. */
export async function clusterTable({ processes, kafka, postgres, eventStore }: Pick<Cluster, 'processes' | 'kafka' | 'postgres' | 'eventStore'>): Promise<readonly string[]> {
  const rows = await Promise.all([...processes.values()].map(async ({ name, address, pid }) => [name, address, await healthOf(address), String(pid)]));
  return formatTable(['what', 'where', 'health', 'process'], [
    ...rows,
    ['kafka', kafka.brokers.join(','), KAFKA[kafka.kind], shown(kafka.pid)],
    ['postgres', new URL(postgres.url('')).host, postgres.kind, shown(postgres.pid)],
    ['event store', eventStore.url ? new URL(eventStore.url).host : 'postgres', eventStore.kind === 'postgres' ? 'a log in each service’s database' : eventStore.kind, '–'],
  ]);
}

const KAFKA = { external: 'as KAFKA_BROKERS says', container: 'in a container', java: 'from Kafka’s jars' };

/** `up (database, event-store)`: whether a process is ready, and what of that it depends on is up. */
async function healthOf(address: string): Promise<string> {
  const answer = await fetch(`${address}/health/ready`, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  if (!answer) return 'no answer';
  const { status, dependencies } = (await answer.json()) as { status: string; dependencies: Readonly<Record<string, string>> };
  return `${status} (${Object.entries(dependencies).map(([name, state]) => (state === 'up' ? name : `${name} ${state}`)).join(', ')})`;
}

function shown(pid: number | undefined): string {
  return pid === undefined ? '–' : String(pid);
}

/** @param now business time. */
export async function clusterWelcome(cluster: Cluster, now: string): Promise<string> {
  const table = await clusterTable(cluster);
  return `
The cluster is ready.

${table.map((line) => `  ${line}`).join('\n')}

  API             ${cluster.address}/docs
  business time   ${now}
  event store     ${cluster.eventStore.said}
${roleHelp(cluster.address)}
Stop with Ctrl-C; the data stay in ${cluster.folder.path}. \`npm run reset -- --cluster\` removes them.
`;
}
