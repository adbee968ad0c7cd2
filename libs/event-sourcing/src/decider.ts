import type { DomainEvent } from './events.js';

/**
 * A decision as pure functions. `decide` answers a command with the facts that follow from it, none where nothing
 * changes, or throws a DomainError where a rule forbids it; `evolve` folds one fact into the state.
 */
export interface Decider<Command, Event extends DomainEvent, State> {
  readonly initial: State;
  readonly decide: (command: Command, state: State) => readonly Event[];
  readonly evolve: (state: State, event: Event) => State;
}

/** A rule of the domain that a command broke. The code is stable and documented; the detail says what to do. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    detail: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
  }
}

/** Closes a switch over a union: a missing case does not compile. */
export function never(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
