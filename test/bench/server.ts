import { mkdirSync, mkdtempSync } from 'node:fs';
import { startPostgres, type EmbeddedPostgres } from '@flipside/embedded-postgres';
import { BENCH_FOLDER } from './peers.js';
import { during } from './started.js';

/** Runs a bench on a server of its own, with fsync on. */
export async function withServer<T>(use: (server: EmbeddedPostgres) => Promise<T>): Promise<T> {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const dataDir = mkdtempSync(`${BENCH_FOLDER}postgres-`);
  return during(dataDir, startPostgres({ dataDir }), use);
}
