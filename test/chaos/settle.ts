import { setTimeout as sleep } from 'node:timers/promises';
import { isSettled, type ServiceStatus } from '@flipside/service-kit';
import { parsePosition } from '@flipside/event-sourcing';
import { readRelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import { services, type Deployment } from './kit/deployment.js';
import type { Mirror } from './mirror.js';

const LOOK_MS = 50;

/** Heads of all logs by service. */
export type Heads = ReadonlyMap<string, bigint>;

/** Asks until something holds. @returns whether it did in time */
export async function within(ms: number, holds: () => Promise<boolean>): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await sleep(LOOK_MS)) {
    if (await holds().catch(() => false)) return true;
  }
  return false;
}

export async function headsOf(deployment: Deployment): Promise<Heads> {
  const all = await Promise.all(services.map((name) => deployment.status(name)));
  return new Map(all.map(({ service, head }) => [service, parsePosition(head).n]));
}

/** What is not ready, and which relays and consumers have not yet what the logs held at some moment. */
export async function lacking(deployment: Deployment, mirror: Mirror, heads: Heads): Promise<readonly string[]> {
  const [ready, told, all] = await Promise.all([
    Promise.all(deployment.processes.map(async ({ name }) => ((await deployment.isReady(name)) ? [] : [`${name} is not ready`]))),
    Promise.all(services.map((name) => readRelayPlace(mirror.service(name).base.database.pool))),
    Promise.all(services.map((name) => deployment.status(name))),
  ]);
  const untold = services.filter((name, n) => (told[n]?.upTo.n ?? 0n) < heads.get(name)!).map((name) => `the relay of ${name}`);
  const behind = all.flatMap(({ service, consumers }) =>
    consumers.filter(({ source, position }) => parsePosition(position).n < (heads.get(source) ?? 0n)).map(({ consumer, source }) => `${service}.${consumer} in ${source}`));
  return [...ready.flat(), ...untold, ...behind];
}

/** Waits until nothing is under way anywhere, twice unchanged. @returns nothing then; else what was still missing at the end */
export async function unsettled(deployment: Deployment, mirror: Mirror, ms: number): Promise<readonly string[]> {
  let last = '';
  let missing: readonly string[] = [];
  const came = await within(ms, async () => {
    missing = ['an answer of every service'];
    const all: readonly ServiceStatus[] = await Promise.all(services.map((name) => deployment.status(name)));
    const heads = new Map(all.map(({ service, head }) => [service, parsePosition(head).n]));
    const busy = all.filter(({ inFlight }) => inFlight > 0).map(({ service, inFlight }) => `the end of ${inFlight} in ${service}`);
    missing = [...busy, ...(await lacking(deployment, mirror, heads))];
    const still = isSettled(all) && missing.length === 0 ? JSON.stringify([...heads].map(String)) : '';
    const same = still !== '' && still === last;
    last = still;
    return same;
  });
  return came ? [] : [...missing, 'rest'];
}
