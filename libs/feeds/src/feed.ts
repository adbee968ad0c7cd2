import type { Contract, ContractDraft, Received, ServiceName } from '@flipside/contracts';
import {
  categoryOf, type Batch, type DomainEvent, type EventCodec, type EventStore, type Position, type Recorded, type RecordedEvent,
} from '@flipside/event-sourcing';
import { isTransient } from './transient.js';

/** Something with a place in one source's order. */
export interface Placed {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly position: Position;
  /** Why it could not be opened: whoever wants it parks it. What it holds means nothing then. */
  readonly broken?: Error;
}

export interface FollowOptions {
  /** Exclusive; undefined follows from the beginning. */
  readonly after?: Position;
  readonly signal: AbortSignal;
}

/**
 * What a consumer follows: one source's events or contracts, in the order of that source, from any place on, for ever.
 * The next batch is fetched when it is asked for, so a slow consumer holds its source back.
 */
export interface Feed<E extends Placed> {
  /** The service whose log this is; positions are comparable within it only. */
  readonly source: ServiceName;
  follow(options: FollowOptions): AsyncIterable<Batch<E>>;
  /** A page; `limit` bounds what is examined, not what is returned. */
  read(options: { readonly after?: Position; readonly limit: number }): Promise<Batch<E>>;
  /** One event by its id, from its stream; undefined where there is no such. */
  find(stream: string, id: string): Promise<E | undefined>;
  /** The last position of the source. */
  head(): Promise<Position>;
  /** Where a broker hands the events out: then nobody follows. */
  readonly handed?: Handed<E>;
}

/** Where a consumer stands. In a part that a broker keeps, `n` is the offset to go on from. */
export interface Place extends Position {
  /** In such a part: the last position in the source that was seen. What comes again is known by it. */
  readonly watermark?: Position;
}

/** A batch with where a consumer stands after it. */
export interface PlacedBatch<E extends Placed> extends Batch<E> {
  readonly upTo: Place;
}

/** A named consumer as feeds see it: it has a place of its own in each part of a feed, and one batch of a part at a time. */
export interface FeedConsumer<E extends Placed> {
  readonly name: string;
  /** Where it stands; undefined at the beginning. */
  open(part: string): Promise<Place | undefined>;
  /**
   * Applies a batch and moves its place. What keeps failing is parked within.
   * @param reached where the batch continues.
   * @returns false when it stands elsewhere by now: nothing was applied.
   */
  take(part: string, batch: PlacedBatch<E>, reached: Place | undefined): Promise<boolean>;
}

/** A source in parts (partitions), each with an order of its own, handed out as they come. */
export interface Handed<E extends Placed> {
  readonly parts: readonly string[];
  /** Until the signal aborts. @throws what does not pass by itself. */
  hand(consumer: FeedConsumer<E>, signal: AbortSignal): Promise<void>;
  /** Up to where the source was told by now, and the place in each part that holds all of it. */
  told(): Promise<Told>;
}

export interface Told {
  readonly upTo: Position;
  readonly places: ReadonlyMap<string, bigint>;
}

/** A service's pure translation of its events into contracts; it sees them undecrypted. */
export type ToContract = (event: RecordedEvent) => readonly ContractDraft[];

/** Opens the sealed sections of received contracts (libs/privacy); fields whose key is gone or refused are null. */
export type OpenContracts = (contracts: readonly Contract[]) => Promise<readonly Received[]>;

/** A service's own events, opened and upcast. */
export function ownFeed<E extends DomainEvent>(
  store: EventStore,
  codec: EventCodec<E>,
  source: ServiceName,
  categories?: readonly string[],
): Feed<Recorded<E>> {
  return mapFeed(store, source, (events) => codec.decode(events), categories);
}

/** Contracts of one audience straight from the store of the service that owns them. */
export function storeFeed(
  store: EventStore,
  source: ServiceName,
  toContract: ToContract,
  audience: ContractDraft['audience'],
): Feed<Contract> {
  return mapFeed(store, source, async (events) => events.flatMap((event) => contractsOf(event, source, toContract, audience)));
}

/**
 * The same feed with the sealed fields that the reader is granted opened.
 * @param categories of streams that matter: what is told of others is neither opened nor passed on.
 */
export function openedFeed(feed: Feed<Contract>, open: OpenContracts, categories?: readonly string[]): Feed<Received> {
  const matters = ({ stream }: Contract): boolean => !categories || categories.includes(categoryOf(stream));
  const opened = async ({ events, upTo }: Batch<Contract>): Promise<Batch<Received>> => {
    return { events: await openEach(open, events.filter(matters)), upTo };
  };
  const { handed } = feed;
  return {
    source: feed.source,
    head: () => feed.head(),
    read: async (options) => opened(await feed.read(options)),
    async find(stream, id) {
      const found = await feed.find(stream, id);
      return found && (await openEach(open, [found]))[0];
    },
    async *follow(options) {
      for await (const batch of feed.follow(options)) yield opened(batch);
    },
    handed: handed && {
      ...handed,
      hand: ({ name, open: place, take }, signal) =>
        handed.hand({ name, open: place, take: async (part, batch, reached) => take(part, await opened(batch), reached) }, signal),
    },
  };
}

/** All at once; where that fails for what is in one of them, each by itself, so that one alone is broken. */
async function openEach(open: OpenContracts, contracts: readonly Contract[]): Promise<readonly Received[]> {
  try {
    return await open(contracts);
  } catch (error) {
    if (isTransient(error)) throw error;
    if (contracts.length === 1) return [{ ...contracts[0]!, broken: error as Error } as Received];
    return (await Promise.all(contracts.map((one) => openEach(open, [one])))).flat();
  }
}

/** The contracts of one event: at most one an audience. @param audience all unless given. */
export function contractsOf(
  event: RecordedEvent,
  service: ServiceName,
  toContract: ToContract,
  audience?: ContractDraft['audience'],
): readonly Contract[] {
  const { id, stream, revision, position, metadata: { correlationId, traceparent, at } } = event;
  return toContract(event)
    .filter((draft) => audience === undefined || draft.audience === audience)
    .map((draft) => ({ ...draft, id, service, stream, revision, position, at: draft.at ?? at, correlationId, traceparent }));
}

function mapFeed<E extends Placed>(
  store: EventStore,
  source: ServiceName,
  translate: (events: readonly RecordedEvent[]) => Promise<readonly E[]>,
  categories?: readonly string[],
): Feed<E> {
  const translated = async ({ events, upTo }: Batch): Promise<Batch<E>> => ({ events: await translate(events), upTo });
  return {
    source,
    head: () => store.head(),
    read: async (options) => translated(await store.read({ ...options, categories })),
    find: async (stream, id) => (await translate((await store.readStream(stream)).filter((event) => event.id === id)))[0],
    async *follow(options) {
      for await (const batch of store.subscribe({ ...options, categories })) yield translated(batch);
    },
  };
}
