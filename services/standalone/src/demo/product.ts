import { startCluster } from '../cluster/cluster.js';
import { emptyCluster } from '../cluster/empty-cluster.js';
import { logLine } from '../cluster/log-lines.js';
import { startStandalone } from '../engine/standalone.js';
import { sampleDates } from '../sample/sample-dates.js';
import { allServices } from '../services.js';
import { Gateway } from './client.js';
import { freshFolder } from './fresh-folder.js';

/** What the demo drives through its gateway. */
export interface Product {
  /** `http://host:port` of the gateway. */
  readonly address: string;
  /** How it came to be there, for the reader. */
  readonly how: string;
  /** How to look at what the demo left there. */
  readonly look: string;
  stop(): Promise<void>;
}

/** All in this process, on a folder that the demo empties first. */
export async function ownProduct(folder: string, logLevel: string, onFailure: (error: unknown) => void): Promise<Product> {
  const standalone = await startStandalone({
    folder: await freshFolder(folder),
    services: allServices,
    pace: 'frozen',
    firstMoment: sampleDates.startsAt,
    logLevel,
    host: '127.0.0.1',
    port: 0,
    news: () => undefined,
    onFailure,
  });
  return { address: standalone.address, how: 'Started on an embedded Postgres', look: 'npm start -- --demo', stop: () => standalone.stop() };
}

/** As separate processes over a broker, on a folder that the demo empties first. @param say what happens there: one line each. */
export async function clusterProduct(path: string, logLevel: string, say: (line: string) => void): Promise<Product> {
  await emptyCluster(path, say);
  const { address, kafka, eventStore, stop } = await startCluster({
    path, name: 'flipside_demo', emptied: true, pace: 'frozen', firstMoment: sampleDates.startsAt, port: 0,
    environment: { ...process.env, LOG_LEVEL: logLevel },
    output: (program, line) => say(logLine(program, line, false)),
    news: say,
  });
  const how = `Started five processes, with a broker at ${kafka.brokers.join(',')} and the events in ${eventStore.said},`;
  return { address, how, look: path, stop: async () => void (await stop()) };
}

/**
 * A deployment in development mode that somebody else runs and stops.
 * @throws Error when its business time is not where the sample begins: it is not new.
 */
export async function runningProduct(address: string): Promise<Product> {
  const gateway = new Gateway(address, 0);
  try {
    const { now } = await gateway.open<{ now: string }>('GET', '/v1/dev/clock');
    if (Date.parse(now) !== Date.parse(sampleDates.startsAt)) {
      throw new Error(`the demo begins at ${sampleDates.startsAt}, in an empty deployment; business time at ${address} is ${now}`);
    }
  } finally {
    await gateway.close();
  }
  return { address, how: 'Found a deployment that runs', look: `${address}/docs`, stop: async () => undefined };
}
