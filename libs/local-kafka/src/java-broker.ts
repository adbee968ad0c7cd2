import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { aloneOn, DATA, settingsOf, type Member } from './broker-settings.js';
import type { Java } from './java.js';
import type { LocalKafka } from './local-kafka.js';
import { freePorts } from './ports.js';

const START_TIMEOUT_MS = 180_000; // recovery after a crash may take its time
const STOP_TIMEOUT_MS = 20_000;
/** Small and quick to start: a broker for development, not for load. */
const JVM = ['-Xms128m', '-Xmx512m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
const LOGGING = ['-Dorg.slf4j.simpleLogger.defaultLogLevel=error', '-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info'];
const READY = 'Kafka Server started';

interface Place {
  readonly directory: string;
  readonly settings: string;
  readonly log: string;
  readonly pidFile: string;
  readonly port: number;
}

/**
 * A broker from Kafka's own jars, in a process group of its own: a Ctrl-C meant for the program does not stop it first.
 * @param member which one of several it is; alone unless said.
 */
export async function startBroker({ jars }: Java, dataDir: string, member?: Member): Promise<LocalKafka> {
  await mkdir(dataDir, { recursive: true });
  const place = await prepare(jars, await realpath(dataDir), member);
  let child = await launch(jars, place);
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    await ended(child, signal);
    await rm(place.pidFile, { force: true });
  };
  return {
    brokers: [`127.0.0.1:${place.port}`],
    kind: 'java',
    get pid() {
      return child.pid;
    },
    kill: () => end('SIGKILL'),
    start: async () => {
      if (!hasEnded(child)) return;
      child = await launch(jars, place);
    },
    stop: () => end('SIGTERM'),
  };
}

async function prepare(jars: string, directory: string, given: Member | undefined): Promise<Place> {
  const pidFile = pidFileIn(directory);
  await endOrphanedBroker(directory);
  const member = given ?? aloneOn(await freePorts(2));
  const place = { directory, settings: join(directory, 'server.properties'), log: join(directory, 'broker.log'), pidFile, port: member.ports[0]! };
  await writeFile(place.settings, settingsOf(directory, member));
  if (existsSync(join(directory, DATA, 'meta.properties'))) return place; // an earlier broker's, with an id of its own
  const format = ['kafka.tools.StorageTool', 'format', '--ignore-formatted', `--cluster-id=${member.cluster}`, '-c', place.settings];
  await promisify(execFile)('java', [...JVM, ...LOGGING, '-cp', join(jars, '*'), ...format]);
  return place;
}

/** Ends a broker that a killed program left running on these files. */
export async function endOrphanedBroker(directory: string): Promise<void> {
  const pidFile = pidFileIn(directory);
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => 0));
  const command = pid > 0 ? await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') : '';
  if (!command.includes(directory)) return; // a pid is reused some day, so the process has to name these files
  process.kill(pid, 'SIGKILL');
  for (let tries = 0; tries < 100 && (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')) !== ''; tries++) await wait(20);
}

function pidFileIn(directory: string): string {
  return join(directory, 'broker.pid');
}

async function launch(jars: string, place: Place): Promise<ChildProcess> {
  const log = await open(place.log, 'w');
  const child = spawn('java', [...JVM, ...LOGGING, '-cp', join(jars, '*'), 'kafka.Kafka', place.settings], {
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  child.on('error', () => undefined); // told by the wait below
  child.unref();
  await writeFile(place.pidFile, String(child.pid));
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await wait(25)) {
    if ((await readFile(place.log, 'utf8')).includes(READY)) return child;
    if (hasEnded(child)) break;
  }
  child.kill('SIGKILL');
  throw new Error(`Kafka did not start:\n${(await readFile(place.log, 'utf8')).split('\n').slice(0, 12).join('\n')}`);
}

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return;
  child.kill(signal);
  for (const deadline = Date.now() + STOP_TIMEOUT_MS; Date.now() < deadline; await wait(10)) if (hasEnded(child)) return;
  child.kill('SIGKILL');
  while (!hasEnded(child)) await wait(10);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}
