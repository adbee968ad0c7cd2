import type { Pair } from '../pair.js';
import type { Exercise } from './events.js';

/** What the leader will practise in. */
export interface Environment {
  readonly sandbox: boolean;
  readonly leadersOwnAccount: boolean;
  readonly liveCustomerData: boolean;
  readonly mentorsCredentials: boolean;
}

/** `by` is a person's id, `programme` where the pairing ends; `at` an instant of business time, ISO 8601 in UTC. */
export type SprintCommand =
  | ({
      readonly type: 'plan';
      readonly sprintId: string;
      readonly by: string;
      /** Whether an agreement is in force, and the codes of its topics. */
      readonly agreement: { readonly inForce: boolean; readonly topics: readonly string[] };
      readonly topic: string;
      readonly startsOn: string;
      readonly endsOn: string;
      readonly exercise: Exercise;
      readonly at: string;
    } & Pair)
  | { readonly type: 'prepare'; readonly by: string; readonly environment: Environment; readonly at: string }
  | { readonly type: 'start'; readonly by: string; readonly at: string }
  | { readonly type: 'complete'; readonly by: string; readonly evidence: string; readonly at: string }
  | { readonly type: 'abandon'; readonly by: string; readonly at: string };

export type CommandOf<T extends SprintCommand['type']> = Extract<SprintCommand, { type: T }>;
