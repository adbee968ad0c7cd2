import { mkdirSync, mkdtempSync } from 'node:fs';
import { openKafka, type LocalKafka } from '@flipside/local-kafka';
import { BENCH_FOLDER } from '../../peers.js';
import { during } from '../../started.js';

/** Runs a bench on a broker of its own; no lines, with the reason printed, where none can be had. */
export async function withBroker<T>(use: (kafka: LocalKafka) => Promise<readonly T[]>): Promise<readonly T[]> {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const dataDir = mkdtempSync(`${BENCH_FOLDER}kafka-`);
  const starting = openKafka({ dataDir, say: (line) => process.stderr.write(`SKIPPED: ${line}\n`) });
  const started = starting.then((kafka) => ({ kafka, stop: async () => kafka?.stop() }));
  return during(dataDir, started, async ({ kafka }) => (kafka ? use(kafka) : []));
}
