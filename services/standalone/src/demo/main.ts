import { onlyInDevelopment } from '../engine/only-in-development.js';
import { stopOnSignals } from '../engine/stop-on-signals.js';
import { sampleOrganisation } from '../sample/sample-organisation.js';
import { sampleParticipants } from '../sample/participants.js';
import { plantedTruths, without } from '../sample/truths.js';
import { Gateway } from './client.js';
import { narrator } from './narrator.js';
import { demoOptions } from './options.js';
import { clusterProduct, ownProduct, runningProduct, type Product } from './product.js';
import { tellStory } from './story.js';

onlyInDevelopment('npm run demo');
const SEED = 2026;
const values = demoOptions();
const truths = values.without ? without(values.without) : plantedTruths;

const began = performance.now();
const seconds = (): string => ((performance.now() - began) / 1000).toFixed(1);
const tell = narrator((text) => process.stdout.write(text));
const cleanUp: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;
let failed = false;

stopOnSignals(() => {
  failed = true;
  process.exitCode = 130;
  tell.line('\n  Stopping …');
  return stop();
});
await demo().catch(fail);
await stop().catch(fail);

async function demo(): Promise<void> {
  tell.line('Flipside: a reverse-mentoring programme from the HR file to the proof. All people are simulated.');
  const folder = values.folder ?? (values.cluster ? '.flipside/demo-cluster' : '.flipside/demo');
  const starting = startProduct(folder);
  cleanUp.unshift(() => starting.then((product) => product.stop(), () => undefined)); // also when interrupted while it starts
  const product = await starting;
  if (stopping) return;
  const gateway = new Gateway(product.address, SEED);
  cleanUp.unshift(() => gateway.close());
  tell.line(`  ${product.how} in ${seconds()} s; everything below goes through ${product.address}.`);
  const organisation = sampleOrganisation();
  const participants = sampleParticipants(organisation, truths);
  await tellStory({ gateway, tell, organisation, participants, truths, reportFile: values.report ?? `${folder}-report.json` });
  await stop();
  if (!failed) tell.line(`\n  Every effect was read back. ${gateway.requests} requests${gateway.repeated > 0 ? ` (${gateway.repeated} repeated)` : ''}, ${seconds()} s. Look at it: ${product.look}`);
}

function startProduct(folder: string): Promise<Product> {
  const logLevel = process.env.LOG_LEVEL ?? 'error';
  if (values.gateway) return runningProduct(values.gateway.replace(/\/$/, ''));
  if (values.cluster) return clusterProduct(folder, String(SEED), logLevel, (line) => tell.line(`  ${line}`));
  return ownProduct(folder, String(SEED), logLevel, fail);
}

/** Once, whoever asks first: the end, a failure or a signal. */
function stop(): Promise<void> {
  return (stopping ??= (async () => {
    for (const work of cleanUp) await work();
  })());
}

/** The first failure is told and decides the exit code; what follows from it is not. */
function fail(error: unknown): void {
  if (failed) return;
  failed = true;
  process.exitCode = 1;
  process.stderr.write(`\n  Failed: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === 'debug') process.stderr.write(`${error instanceof Error ? error.stack : ''}\n`);
}
