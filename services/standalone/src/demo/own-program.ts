import { startStandalone } from '../engine/standalone.js';
import { sampleDates } from '../sample/sample-dates.js';
import { allServices } from '../services.js';
import { freshFolder } from './fresh-folder.js';
import { Tracings } from './tracings.js';

/** What the demo's product tells the one who started it. */
export type ProductNews = { readonly address: string } | { readonly failed: string };

/**
 * The product of a demo, as a process of its own: it and the one who drives it each have a processor. It ends as the one who
 * started it says, and at once when that one is gone. It is traced where the variables of OpenTelemetry say so.
 */
const [folder, seed, logLevel] = process.argv.slice(2) as [string, string, string];
const tell = (news: ProductNews): Promise<void> => new Promise((told) => void process.send!(news, () => told()));
const tellFailure = (error: unknown): Promise<void> => tell({ failed: error instanceof Error ? error.message : String(error) });

// Ctrl-C, or a terminal that is closed, reaches the whole group of processes; who started this one stops it in order.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit(1));
process.once('message', () => void stop());

const tracings = new Tracings(process.env);
const starting = freshFolder(folder).then((fresh) => startStandalone({
  folder: fresh,
  services: allServices,
  pace: 'frozen',
  firstMoment: sampleDates.startsAt,
  seed,
  logLevel,
  accessLog: true,
  tracing: tracings.of,
  host: '127.0.0.1',
  port: 0,
  news: () => undefined,
  onFailure: (error) => void tellFailure(error),
}));
await starting.then(({ address }) => tell({ address }), (error) => tellFailure(error).then(() => process.exit(1)));

async function stop(): Promise<void> {
  await starting.then((standalone) => standalone.stop()).catch(tellFailure);
  await tracings.close();
  process.exit();
}
