import { setTimeout as sleep } from 'node:timers/promises';
import { isSettled, type ServiceStatus } from '@flipside/service-kit';
import type { Deployment } from './deployment.js';

/** A moment at which nothing was under way anywhere. */
export interface Quiet {
  readonly statuses: readonly ServiceStatus[];
  /** Heads, places and work of all services; equal for two moments between which nothing happened. */
  readonly places: string;
}

const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 40;

/**
 * Waits until every consumer is at the head of its source and nothing is in flight, twice unchanged: services are asked
 * one beside the other, so what one look shows may have moved before its end; a second look at all of them that shows
 * the same proves that it was so between the two. While something is under way, only those who are behind are asked.
 * Where nothing changed since an earlier quiet moment, that one counts as the first look.
 *
 * @throws what the signal was aborted with.
 */
export async function settle(deployment: Deployment, signal: AbortSignal, before?: Quiet): Promise<Quiet> {
  let seen = before?.places;
  for (let pause = FIRST_PAUSE_MS; ; ) {
    let statuses = await lookAt(deployment.services, deployment, signal);
    if (isSettled(statuses) && placesOf(statuses) === seen) return { statuses, places: seen };
    for (; !isSettled(statuses); pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      await sleep(pause);
      const news = await lookAt(busyOf(statuses), deployment, signal);
      statuses = statuses.map((known) => news.find(({ service }) => service === known.service) ?? known);
    }
    seen = placesOf(statuses);
  }
}

function lookAt(services: readonly string[], deployment: Deployment, signal: AbortSignal): Promise<readonly ServiceStatus[]> {
  signal.throwIfAborted();
  return Promise.all(services.map((service) => deployment.status(service, signal)));
}

/** Services with something under way, or a consumer that is not where its source ends. */
function busyOf(statuses: readonly ServiceStatus[]): readonly string[] {
  const unsettled = statuses.filter((one) => !isSettled([...statuses.filter((other) => other !== one).map(withoutWork), one]));
  return unsettled.map(({ service }) => service);
}

function withoutWork(status: ServiceStatus): ServiceStatus {
  return { ...status, consumers: [], inFlight: 0 };
}

/** What holds it up, for people: `matching.offers of participants`. */
export function underWayIn(statuses: readonly ServiceStatus[]): readonly string[] {
  const heads = new Map(statuses.map(({ service, head }) => [service, head]));
  return statuses.flatMap(({ service, consumers, inFlight }) => [
    ...(inFlight > 0 ? [`${inFlight} of ${service}`] : []),
    ...consumers.filter(({ source, position }) => heads.has(source) && heads.get(source) !== position)
      .map(({ consumer, source }) => `${service}.${consumer} of ${source}`),
  ]);
}

function placesOf(statuses: readonly ServiceStatus[]): string {
  return JSON.stringify(statuses.map(({ service, head, consumers, inFlight }) => [service, head, consumers, inFlight]));
}
