import type { Position, SealedSection } from '@flipside/event-sourcing';
import type { Static, TObject } from 'typebox';

/** Who may read a contract: anybody with the role analyst for ever, or the services that its classes are granted to. */
export type Audience = 'public' | 'sealed';

export type ServiceName = 'participants' | 'matching' | 'sessions' | 'analytics';

/** A type of message between services. `data` is plain; `sealed` are the fields that arrive encrypted, by data class. */
export interface ContractDefinition<Data extends TObject = TObject, Fields extends TObject = TObject> {
  readonly audience: Audience;
  /** Only ever gains optional fields; anything else is a new topic version. */
  readonly minor: number;
  readonly description: string;
  readonly data: Data;
  readonly sealed?: Fields;
}

/** What toContract makes of one event: the type names a definition of the service's contracts in that audience. */
export interface ContractDraft {
  readonly type: string;
  readonly audience: Audience;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sealed?: readonly SealedSection[];
  /** What is told of the event's time where the minute would tell whose choice it was; the event's own time otherwise. */
  readonly at?: string;
}

/** A contract as it travels; `id` is the event's id, `stream` the key by which order holds. */
export interface Contract extends ContractDraft {
  readonly id: string;
  readonly service: ServiceName;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: Position;
  /** Business time of the event, ISO 8601 in UTC. */
  readonly at: string;
  readonly correlationId?: string;
  readonly traceparent?: string;
}

/** A contract as a consumer's code sees it: plain fields and opened sealed fields together; null where a key is gone. */
export type Received<Type extends string = string, Data = Record<string, unknown>> = Omit<Contract, 'type' | 'data' | 'sealed'> & {
  readonly type: Type;
  readonly data: Data;
};

type Opened<F> = F extends TObject ? { [K in keyof Static<F>]: Static<F>[K] | null } : unknown;

/** The union of what a consumer may receive from a service's definitions in one audience. */
export type ReceivedOf<Definitions extends Record<string, ContractDefinition>> = {
  [T in keyof Definitions & string]: Received<T, Static<Definitions[T]['data']> & Opened<Definitions[T]['sealed']>>;
}[keyof Definitions & string];

/** Topics have so many partitions and never get another number: the order of a stream rests on it. */
export const TOPIC_PARTITIONS = 12;

/** Topic of a service's contracts for an audience. */
export function topicOf(service: ServiceName, audience: Audience): string {
  return audience === 'public' ? `flipside.${service}.v1` : `flipside.${service}.sealed.v1`;
}
