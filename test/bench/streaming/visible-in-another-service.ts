import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startCluster } from '@flipside/standalone/cluster/cluster';
import { apiOf, type Api } from '../core/product/api.js';
import type { Line } from '../line.js';
import { percentile } from '../measure.js';
import { BENCH_FOLDER } from '../peers.js';
import { during } from '../started.js';

const COMMANDS_A_SECOND = 200;
const SECONDS = 20;
/** The first seconds warm up and do not count. */
const WARM_UP_SECONDS = 5;
/** One in so many is read back. */
const READ_ONE_IN = 5;
const LIMIT_MS = 250;

/**
 * Under 200 commands a second through the gateway of a cluster of processes: from the answer of a command to participants until
 * a query to matching that asks for what was written is answered, having gone through the log, the relay, Kafka and all of
 * matching's read models. Commands are sent when it is time, whether or not earlier ones were answered.
 */
export async function visibleInAnotherServiceBench(): Promise<readonly Line[]> {
  mkdirSync(BENCH_FOLDER, { recursive: true });
  const path = mkdtempSync(`${BENCH_FOLDER}cluster-`);
  const starting = startCluster({
    path, pace: 'running', firstMoment: new Date().toISOString(), port: 0,
    environment: { ...process.env, FLIPSIDE_MODE: 'development', LOG_LEVEL: 'error' },
    program: (name) => [fileURLToPath(new URL(`../../../services/${name}/dist/main.js`, import.meta.url))],
    output: (program, line) => void process.stderr.write(`${program}: ${line}\n`),
    news: () => undefined,
  });
  return during(path, starting, async ({ address }) => linesOf(await measured(address)));
}

/** Milliseconds of each command that was read back. */
async function measured(address: string): Promise<readonly number[]> {
  const admin = await apiOf(address, ['programme-admin'], randomUUID());
  const participant = await apiOf(address, ['participant'], randomUUID());
  const times: number[] = [];
  const all: Promise<void>[] = [];
  let failure: unknown;
  const begun = performance.now();
  for (let n = 0; n < COMMANDS_A_SECOND * SECONDS && failure === undefined; n++) {
    const due = begun + (n * 1_000) / COMMANDS_A_SECOND;
    if (due > performance.now()) await sleep(due - performance.now());
    const counts = n % READ_ONE_IN === 0 && n >= COMMANDS_A_SECOND * WARM_UP_SECONDS;
    all.push(command(admin, n, participant, counts ? times : undefined).catch((error: unknown) => void (failure ??= error)));
  }
  await Promise.all(all);
  if (failure !== undefined) throw failure;
  return times;
}

async function command(admin: Api, n: number, reader: Api, times: number[] | undefined): Promise<void> {
  const { position } = await admin.ask('POST', '/v1/programmes', { name: `Bench ${n}` });
  if (!times) return;
  const answered = performance.now();
  await reader.ask('GET', '/v1/me/blocks', undefined, { 'flipside-min-position': position! });
  times.push(performance.now() - answered);
}

function linesOf(times: readonly number[]): readonly Line[] {
  const line = (percent: number, goal: number | null): Line => {
    const ours = Number(percentile(times, percent).toFixed(1));
    const bench = `command accepted ▸ visible in another service over Kafka, ${COMMANDS_A_SECOND} commands/s, ${percent === 50 ? 'median' : `p${percent}`}`;
    return { bench, ours, peer: null, ratio: null, unit: 'ms', goal, holds: goal === null || ours < goal };
  };
  return [line(99, LIMIT_MS), line(50, null)];
}
