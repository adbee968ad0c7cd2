import { onlyInDevelopment } from '../engine/only-in-development.js';
import { mustBePort, readOptions } from '../engine/read-options.js';
import { stopOnSignals } from '../engine/stop-on-signals.js';
import { startCluster } from './cluster.js';
import { clusterWelcome } from './cluster-welcome.js';
import { logLine } from './log-lines.js';

onlyInDevelopment('npm run cluster');
const values = readOptions('npm run cluster --', {
  folder: { type: 'string', default: '.flipside/cluster', takes: 'FOLDER', says: 'Keeps everything: .flipside/cluster unless given.' },
  port: { type: 'string', default: '8080', takes: 'N', says: 'Port of the gateway: 8080 unless given, 0 for any free one.' },
}, ({ port }) => mustBePort(port));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;

say(`Starting a cluster on ${values.folder} …`);
const starting = startCluster({
  path: values.folder,
  pace: 'running',
  firstMoment: new Date().toISOString(),
  port: Number(values.port),
  output: (program, line) => say(logLine(program, line, coloured)),
  news: say,
});
// Also while it starts: what is just coming up must not be left behind.
stopOnSignals(async () => {
  say('Stopping …');
  const cluster = await starting.catch(() => undefined);
  await cluster?.stop();
  say('Stopped: gateway, services, Kafka, Postgres.');
});
const cluster = await starting.catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
const { now } = (await (await fetch(`${cluster.address}/v1/dev/clock`)).json()) as { now: string };
say(await clusterWelcome(cluster, now));
