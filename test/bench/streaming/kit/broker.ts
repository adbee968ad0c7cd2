import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { openKafka, type LocalKafka } from '@flipside/local-kafka';
import { BENCH_FOLDER } from '../../peers.js';

/** Runs a bench on a broker of its own; no lines, with the reason printed, where none can be had. */
export async function withBroker<T>(use: (kafka: LocalKafka) => Promise<readonly T[]>): Promise<readonly T[]> {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const dataDir = mkdtempSync(`${BENCH_FOLDER}kafka-`);
  const kafka = await openKafka({ dataDir, say: (line) => process.stderr.write(`SKIPPED: ${line}\n`) });
  try {
    return kafka ? await use(kafka) : [];
  } finally {
    await kafka?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
