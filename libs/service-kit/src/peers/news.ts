import type { Audience, Contract, ServiceName } from '@flipside/contracts';
import { parsePosition, type EventStore } from '@flipside/event-sourcing';
import type { Feed, Leases, ToContract } from '@flipside/feeds';
import { openClient, reachBrokers, type KafkaSettings } from '@flipside/feeds/kafka/client';
import { kafkaFeed } from '@flipside/feeds/kafka/kafka-feed';
import { runRelay, type AroundTelling } from '@flipside/feeds/kafka/relay';
import type { Ends, RelayPlace } from '@flipside/feeds/kafka/relay-checkpoint';
import { KafkaTransport } from '@flipside/feeds/kafka/transport';
import { createHiding, type Hiding } from '@flipside/feeds/kafka/whereabouts';
import type { Pool } from 'pg';
import type { Logger } from '../logger.js';
import { httpFeed } from './http-feed.js';
import type { PeerClient } from './peer-client.js';

/** What of a service its news are made from, and where it keeps how far it is. */
export interface NewsParts {
  readonly store: EventStore;
  readonly toContract: ToContract;
  readonly db: Pool;
  readonly leases: Leases;
  /** Of what our public topic carries for other services alone. */
  readonly hiding: Hiding;
  readonly log: Logger;
  readonly peers: PeerClient;
  readonly aroundTelling?: AroundTelling;
}

/** News between services over a broker: others' contracts in, our own out. */
export interface News {
  contracts(service: ServiceName, audience: Audience): Feed<Contract>;
  /** Brings others' news; started and stopped with the Nest application. */
  readonly transport: KafkaTransport;
  /** Tells our own log until the signal aborts. @throws what does not pass by itself. */
  relay(signal: AbortSignal): Promise<void>;
  /** Resolves where a broker answers. */
  reach(): Promise<void>;
}

/** Opens the news of one service. */
export type OpenNews = (parts: NewsParts) => News;

export function kafkaNews(settings: KafkaSettings): OpenNews {
  return ({ log, db, peers, ...parts }) => {
    const warn = (facts: object, message: string): void => log.warn(facts, message);
    const kafka = openClient(settings);
    const hidingOf = async (service: ServiceName): Promise<Hiding> => hidingFrom(await peers.get<HidingAnswer>(service, '/internal/told/hiding'));
    const transport = new KafkaTransport({ settings, db, warn, hidingOf });
    const told = async (service: ServiceName): Promise<RelayPlace> => placeOf(await peers.get<ToldAnswer>(service, '/internal/told'));
    return {
      transport,
      contracts: (service, audience) => kafkaFeed({ settings, transport, told, owner: httpFeed(peers, service, audience) }, audience),
      reach: () => reachBrokers(kafka),
      relay: (signal) => runRelay({ settings, db, warn, ...parts }, signal),
    };
  };
}

/** How far a service's log was told, as services tell each other. */
export interface ToldAnswer {
  /** `epoch:n`. */
  readonly upTo: string;
  readonly ends: Ends;
}

/** The key under which a service's public topic says where its events stand, in base64. */
export interface HidingAnswer {
  readonly key: string;
}

function hidingFrom({ key }: HidingAnswer): Hiding {
  return createHiding(Buffer.from(key, 'base64'));
}

function placeOf({ upTo, ends }: ToldAnswer): RelayPlace {
  return { upTo: parsePosition(upTo), ends };
}
