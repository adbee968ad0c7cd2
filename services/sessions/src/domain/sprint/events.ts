import type { DomainEvent, EventSchemas, Sealed } from '@flipside/event-sourcing';
import { bothOf, scopeOfPairing, type Pair } from '../pair.js';

export type SprintIds = Pair & { readonly sprintId: string };

export interface Exercise {
  /** One tool or method. */
  readonly method: string;
  readonly exercise: string;
  readonly definitionOfDone: string;
}

type Planned = SprintIds & {
  readonly topic: string;
  /** The time box: first and last day. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly exercise: Sealed<Exercise>;
};

export type SprintEvent =
  | DomainEvent<'SprintPlanned', Planned>
  | DomainEvent<'SprintEnvironmentReady', SprintIds>
  | DomainEvent<'SprintStarted', SprintIds & { readonly startedOn: string }>
  | DomainEvent<
      'SprintCompleted',
      SprintIds & { readonly completedOn: string; readonly withinTimeBox: boolean; readonly evidence: Sealed<string> }
    >
  | DomainEvent<'SprintAbandoned', SprintIds & { readonly abandonedOn: string }>;

export const sprintSchemas: EventSchemas<SprintEvent> = {
  SprintPlanned: { version: 1, seal: [{ class: 'notes', fields: ['exercise'], subjects: bothOf, scope: scopeOfPairing }] },
  SprintEnvironmentReady: { version: 1 },
  SprintStarted: { version: 1 },
  SprintCompleted: { version: 1, seal: [{ class: 'notes', fields: ['evidence'], subjects: bothOf, scope: scopeOfPairing }] },
  SprintAbandoned: { version: 1 },
};

export const sprintStream = (sprintId: string): string => `sprint-${sprintId}`;
