import { setTimeout as sleep } from 'node:timers/promises';
import type { Position } from '@flipside/event-sourcing';
import {
  isTransient, readCheckpoint, runPolicy, type AroundTaking, type Cause, type ConsumerHooks, type ConsumerPlace, type ConsumerPlaces, type Feed, type Lease, type Leases,
  ToldPlaces, type Placed, type Policy, type WantedPlace,
} from '@flipside/feeds';
import { runProjection, type PreparedReadModel, type Row } from '@flipside/read-models';
import type { Logger } from 'pino';
import type { Pool } from 'pg';

export type AnyReadModel = PreparedReadModel<Placed, Row>;
export type AnyPolicy = Policy<Cause>;

export interface ConsumersParts {
  readonly db: Pool;
  readonly log: Logger;
  readonly leases: Leases;
  readonly readModels: readonly AnyReadModel[];
  readonly policies: readonly AnyPolicy[];
  readonly aroundTaking?: AroundTaking;
}

interface Named {
  readonly consumer: string;
  readonly source: string;
}

type Ends = (error: unknown) => void;

const START = { epoch: 0, n: 0n };
const PAUSE_AFTER_FAULT_MS = 200;
/** How often sources that are handed out are asked how far they are, for other replicas that wait, in milliseconds. */
const LOOK_MS = 500;

/**
 * Runs the read models and policies of a service while this process holds their lease: one holder, whatever the replicas.
 * What policies append rests on the lease, so that a holder that slept adds nothing behind the back of the next.
 */
export class Consumers {
  private readonly hooks: ConsumerHooks;
  private readonly told: ToldPlaces;
  private active = false;
  private ends: Ends = () => undefined;

  constructor(
    private readonly parts: ConsumersParts,
    private readonly places: ConsumerPlaces,
  ) {
    this.hooks = { places, aroundTaking: parts.aroundTaking, warn: (facts, message) => parts.log.warn(facts, message) };
    this.told = new ToldPlaces(this.followers(), places, parts.db);
  }

  /** A consumer of this process moved. */
  moved(): void {
    this.told.moved();
  }

  /** Finds out how far the sources are that a broker hands out: a wanted place's own, or all of which what was told has come. */
  async refresh(wanted?: WantedPlace): Promise<void> {
    if (this.active) await this.told.refresh(wanted).catch((error: unknown) => this.endOnce(error));
  }

  /** Whether this process is the one that runs them. */
  get running(): boolean {
    return this.active;
  }

  /** Until the signal aborts. @param onFailure a consumer ended for good. */
  async run(onFailure: Ends, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.runHolding(await this.parts.leases.hold('consumers', signal), onFailure, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!isTransient(error)) return onFailure(error);
        await sleep(PAUSE_AFTER_FAULT_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** However it ends, the lease is given up: else nobody could take it, this process included. */
  private async runHolding(lease: Lease, onFailure: Ends, signal: AbortSignal): Promise<void> {
    try {
      await this.parts.leases.under(lease, () => this.runAll(onFailure, AbortSignal.any([signal, lease.signal])));
    } finally {
      this.active = false;
      await lease.release();
    }
  }

  /** Heads of the logs that they follow; an owner that does not answer is left out. */
  async heads(): Promise<ReadonlyMap<string, Position>> {
    const bySource = new Map(this.followers().map(({ feed }) => [feed.source, feed]));
    const heads = await Promise.all([...bySource].map(async ([source, feed]) => {
      const head = await (feed.handed ? feed.handed.told().then(({ upTo }) => upTo) : feed.head()).catch(() => undefined);
      return head ? [[source, head] as const] : [];
    }));
    return new Map(heads.flat());
  }

  /** Where they stand: known here by the process that runs them, else as it is stored. */
  async list(): Promise<readonly ConsumerPlace[]> {
    return this.active ? this.all().map((one) => ({ ...one, position: this.places.at(one.consumer, one.source) ?? START })) : this.stored();
  }

  private async runAll(onFailure: Ends, signal: AbortSignal): Promise<void> {
    const { readModels, policies, db } = this.parts;
    for (const { consumer, source, position } of await this.stored()) this.places.begins(consumer, source, position);
    await this.told.begin();
    this.ends = onFailure;
    this.active = true;
    const looking = this.told.idle ? undefined : setInterval(() => void this.refresh(), LOOK_MS);
    await Promise.all([
      ...readModels.flatMap((model) => model.projection.feeds.map((feed) => runProjection(model, feed, this.hooks, signal).catch(onFailure))),
      ...policies.map((policy) => runPolicy(policy, db, this.hooks, signal).catch(onFailure)),
    ]);
    clearInterval(looking);
    this.active = false;
    await this.places.handOver();
  }

  private endOnce(error: unknown): void {
    const { ends } = this;
    this.ends = () => undefined;
    ends(error);
  }

  private stored(): Promise<readonly ConsumerPlace[]> {
    const place = async ({ consumer, source }: Named): Promise<ConsumerPlace> => {
      return { consumer, source, position: (await readCheckpoint(this.parts.db, consumer, source)) ?? START };
    };
    return Promise.all(this.all().map(place));
  }

  private all(): readonly Named[] {
    return this.followers().map(({ consumer, feed }) => ({ consumer, source: feed.source }));
  }

  private followers(): readonly { readonly consumer: string; readonly feed: Feed<Placed> }[] {
    return [
      ...this.parts.readModels.flatMap(({ projection: { name, feeds } }) => feeds.map((feed) => ({ consumer: name, feed }))),
      ...this.parts.policies.map(({ name, feed }) => ({ consumer: name, feed })),
    ];
  }
}
