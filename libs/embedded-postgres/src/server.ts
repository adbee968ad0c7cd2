import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Binaries } from './binaries.js';
import { removeSockets, serverEnvironment, type Cluster } from './cluster.js';
import { commandOf, startOf } from './process-identity.js';

/** A running server process. */
export interface Server {
  readonly pid: number;
  readonly port: number;
}

const START_TIMEOUT_MS = 120_000; // recovery after a crash may take its time
const LOG_KEPT_BYTES = 8 * 1024 * 1024;

/**
 * Starts the server in a process group of its own, so that a Ctrl-C meant for the program does not stop it first. It
 * writes to a file, not to a pipe: it outlives its program when that is killed.
 * @throws Error with the end of the server's log when it does not come up.
 */
export async function launch(
  binaries: Binaries,
  cluster: Cluster,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Server> {
  if (await isLargerThan(cluster.serverLog, LOG_KEPT_BYTES)) await rm(cluster.serverLog);
  await removeSockets(cluster);
  const log = await open(cluster.serverLog, 'a', 0o600);
  const options = Object.entries({ ...settings, port: String(port), cluster_name: nameOf(cluster) });
  const child = spawn(binaries.postgres, ['-D', cluster.dataArgument, ...options.flatMap(([k, v]) => ['-c', `${k}=${v}`])], {
    cwd: cluster.data,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
    ...cluster.user,
  });
  try {
    return await ready(child, cluster, port);
  } finally {
    await log.close();
    child.unref();
  }
}

async function ready(child: ChildProcess, cluster: Cluster, port: number): Promise<Server> {
  let failure: string | undefined;
  child.once('error', (error) => (failure = error.message));
  child.once('exit', (code, signal) => (failure ??= `it ended with ${code ?? signal}`));
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (failure === undefined && Date.now() < deadline) {
    const found = await readPidFile(cluster);
    if (found?.ready && found.pid === child.pid) return { pid: found.pid, port };
    await wait(15);
  }
  if (failure === undefined) child.kill('SIGQUIT');
  throw new Error(`Postgres did not start: ${failure ?? 'it was not ready in time'}\n${await endOfLog(cluster)}`);
}

/** Stops what an earlier program left running on this data directory, if anything. Returns its pid. */
export async function stopOrphan(cluster: Cluster): Promise<number | undefined> {
  const found = await readPidFile(cluster);
  if (!found || !(await isServerOf(cluster, found.pid))) return undefined;
  await stopServer(found.pid);
  return found.pid;
}

/**
 * Stops a server: connections are cut, everything committed is on disk; one that does not stop in time is stopped as in
 * a power cut, from which the next start recovers.
 */
export async function stopServer(pid: number, how: 'fast' | 'immediate' = 'fast'): Promise<void> {
  const steps = [['SIGINT', 20_000], ['SIGQUIT', 6_000], ['SIGKILL', 6_000]] as const;
  for (const [signal, patience] of how === 'fast' ? steps : steps.slice(1)) {
    send(pid, signal);
    for (const deadline = Date.now() + patience; Date.now() < deadline; await wait(10)) {
      if ((await startOf(pid)) === undefined) return;
    }
  }
  throw new Error(`the Postgres server ${pid} cannot be stopped`);
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A pid is reused some day, so the process has to name this cluster too. */
async function isServerOf(cluster: Cluster, pid: number): Promise<boolean> {
  return (await commandOf(pid))?.includes(nameOf(cluster)) ?? false;
}

function nameOf(cluster: Cluster): string {
  return `flipside-${createHash('sha256').update(cluster.data).digest('hex').slice(0, 16)}`;
}

async function readPidFile(cluster: Cluster): Promise<{ pid: number; ready: boolean } | undefined> {
  const text = await readFile(join(cluster.data, 'postmaster.pid'), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' };
}

async function endOfLog(cluster: Cluster): Promise<string> {
  const text = await readFile(cluster.serverLog, 'utf8').catch(() => '');
  return text.split('\n').slice(-12).join('\n');
}

async function isLargerThan(file: string, bytes: number): Promise<boolean> {
  return stat(file).then(
    ({ size }) => size > bytes,
    () => false,
  );
}
