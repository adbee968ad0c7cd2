import { DomainError } from '@flipside/event-sourcing';
import { Serial, type ServiceStatus } from '@flipside/service-kit';
import type { ClockControl } from './clock-control.js';
import type { Deployment } from './deployment.js';
import { settle, underWayIn, type Quiet } from './settle.js';

export interface Moved {
  /** Business time reached. */
  readonly now: string;
  /** Timers fired on the way. */
  readonly fired: number;
  /** Due moments at which business time stopped. */
  readonly moments: number;
}

interface Due {
  readonly service: string;
  readonly due: string;
}

/** A service that says it has a timer due and fires none, this often, would hold time up for ever. */
const MOST_EMPTY_FIRES = 20;

/**
 * Moves business time as it would have gone by: settle everything, go to the next due moment of all services, fire what
 * is due there, and again. One service fires at a time, in a fixed order, and everything settles in between, so that the
 * same log comes of the same events in one process and in a cluster.
 */
export class ClockMover {
  private readonly turns = new Serial();

  constructor(
    private readonly deployment: Deployment,
    private readonly clock: ClockControl,
  ) {}

  now(): string {
    return this.clock.now();
  }

  /**
   * @param to ISO 8601 in UTC. Calls take turns.
   * @throws DomainError `clock-goes-back`; `clock-not-there` when the signal was aborted on the way: calling again goes on.
   */
  moveTo(to: string, signal: AbortSignal): Promise<Moved> {
    return this.turns.run(() => this.move(isoOf(to), signal));
  }

  /** Waits until nothing is under way. @throws DomainError `not-settled` when the signal was aborted before. */
  async settled(signal: AbortSignal): Promise<readonly ServiceStatus[]> {
    try {
      return (await settle(this.deployment, signal)).statuses;
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new DomainError('not-settled', `Still under way: ${(await this.underWay()).join(', ')}.`);
    }
  }

  private async move(target: string, signal: AbortSignal): Promise<Moved> {
    const progress = { fired: 0, moments: 0 };
    if (target < this.clock.now()) throw new DomainError('clock-goes-back', `Business time is ${this.clock.now()} and only goes on.`);
    try {
      await this.allFollow(signal); // one that moved it may have ended before all had heard
      await this.fireUntil(target, signal, progress);
      if (target > this.clock.now()) await this.set(target, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      const under = (await this.underWay()).join(', ') || 'nothing';
      throw new DomainError('clock-not-there', `Business time is ${this.clock.now()}; under way: ${under}. Repeat the request to go on.`, progress);
    }
    return { now: this.clock.now(), ...progress };
  }

  private async fireUntil(target: string, signal: AbortSignal, progress: { fired: number; moments: number }): Promise<void> {
    let quiet: Quiet | undefined;
    for (let empty = 0; empty < MOST_EMPTY_FIRES; ) {
      quiet = await settle(this.deployment, signal, quiet);
      const next = nextDue(quiet.statuses);
      if (!next || next.due > target) return;
      if (next.due > this.clock.now()) {
        await this.set(next.due, signal);
        progress.moments++;
      }
      const fired = await this.deployment.fire(next.service, this.clock.now(), signal);
      progress.fired += fired;
      empty = fired === 0 ? empty + 1 : 0;
    }
    throw new Error('a service has a timer due that it does not fire');
  }

  private async set(to: string, signal: AbortSignal): Promise<void> {
    await this.clock.set(to);
    await this.allFollow(signal);
  }

  private async allFollow(signal: AbortSignal): Promise<void> {
    await Promise.all(this.deployment.services.map((service) => this.deployment.follow?.(service, signal)));
  }

  private async underWay(): Promise<readonly string[]> {
    const { deployment } = this;
    const signal = AbortSignal.timeout(5_000);
    return underWayIn(await Promise.all(deployment.services.map((service) => deployment.status(service, signal))));
  }
}

/** The earliest due moment; among equal ones that of the service which comes first. */
function nextDue(statuses: readonly ServiceStatus[]): Due | undefined {
  const all = statuses.flatMap(({ service, nextDue: due }) => (due ? [{ service, due: isoOf(due) }] : []));
  return all.reduce<Due | undefined>((first, one) => (first === undefined || one.due < first.due ? one : first), undefined);
}

function isoOf(instant: string): string {
  return new Date(instant).toISOString();
}
