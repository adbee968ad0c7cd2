import { fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { startCluster } from '../cluster/cluster.js';
import { emptyCluster } from '../cluster/empty-cluster.js';
import { logLine } from '../cluster/log-lines.js';
import { sampleDates } from '../sample/sample-dates.js';
import { Gateway } from './client.js';
import type { ProductNews } from './own-program.js';

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

/**
 * All in one process beside this one, on a folder that the demo empties first.
 * @param seed from which all ids follow.
 * @throws Error when it can't start.
 */
export async function ownProduct(folder: string, seed: string, logLevel: string, onFailure: (error: unknown) => void): Promise<Product> {
  const program = fork(new URL(`./own-program${extname(import.meta.url)}`, import.meta.url), [folder, seed, logLevel]);
  const ended = once(program, 'exit');
  const started = Promise.withResolvers<string>();
  let stopping = false;
  const fail = (why: string): void => {
    started.reject(new Error(why));
    onFailure(new Error(why));
  };
  program.on('message', (news: ProductNews) => ('address' in news ? started.resolve(news.address) : fail(news.failed)));
  program.on('exit', (code, signal) => stopping || fail(`the product ended by itself (${signal ?? code})`));
  const stop = async (): Promise<void> => {
    stopping = true;
    if (program.connected) program.send('stop');
    await ended;
  };
  const address = await started.promise;
  return { address, how: 'Started on an embedded Postgres', look: 'npm start -- --demo', stop };
}

/** As separate processes over a broker, on a folder that the demo empties first. @param say what happens there: one line each. */
export async function clusterProduct(path: string, seed: string, logLevel: string, say: (line: string) => void): Promise<Product> {
  await emptyCluster(path, say);
  const { address, kafka, eventStore, stop } = await startCluster({
    path, name: 'flipside_demo', emptied: true, pace: 'frozen', firstMoment: sampleDates.startsAt, seed, port: 0,
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
