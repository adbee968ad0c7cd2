import { DomainError, type Decider, type DomainEvent, type EventSchemas } from '@flipside/event-sourcing';
import fc from 'fast-check';

/** What a command led to; one of its methods must end every given/when. */
export interface Outcome<E extends DomainEvent, State> {
  /** Exactly these events, in this order. (An outcome left without an end fails: a runner that awaits it calls this.) */
  then(...events: readonly E[]): void;
  /** The wish was already so: no event. */
  thenNothing(): void;
  /** The decider threw a DomainError of this code. */
  thenRefused(code: string): void;
  /** The state after the events that followed holds at least these fields. */
  thenState(state: Partial<State>): void;
}

export interface Given<Command, E extends DomainEvent, State> {
  when(command: Command): Outcome<E, State>;
}

/** `given(decider, ...what happened).when(command).then(...what follows)`: the pure specs of every rule read like this. */
export function given<Command, E extends DomainEvent, State>(
  decider: Decider<Command, E, State>,
  ...events: readonly NoInfer<E>[]
): Given<Command, E, State> {
  const state = fold(decider, deepFreeze(events), deepFreeze(decider.initial));
  return { when: (command) => outcome(decider, state, () => decider.decide(deepFreeze(command), state)) };
}

function outcome<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, state: S, decide: () => readonly E[]): Outcome<E, S> {
  const after = (events: readonly E[]): S => fold(decider, deepFreeze(events), state);
  return {
    then: (...events) => {
      const found = decide();
      expect(found).toEqual(events);
      after(found);
    },
    thenNothing: () => expect(decide()).toEqual([]),
    thenRefused: (code) => expect(refusalOf(decide)).toBe(code),
    thenState: (wanted) => expect(after(decide())).toMatchObject(wanted as object),
  };
}

function refusalOf(decide: () => readonly DomainEvent[]): string {
  try {
    return `not refused: ${JSON.stringify(decide())}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

export interface LawOptions {
  /** Most commands in one sequence; 30 when not given. */
  readonly maxLength?: number;
  /** Sequences tried; fast-check's default when not given. */
  readonly runs?: number;
}

/**
 * The law of event sourcing: whatever commands come (refused ones leave nothing), the state reached equals the fold of
 * the events as the log gives them back, deciding twice gives the same, and nothing mutates what it was handed.
 */
export function foldsFromItsEvents<Command, E extends DomainEvent, State>(
  decider: Decider<Command, E, State>,
  command: fc.Arbitrary<Command>,
  options: LawOptions = {},
): void {
  holdsForAnyCommands(command, options, (commands) => {
    const { events, state } = run(decider, commands);
    expect(fold(decider, asLogged(events), decider.initial)).toEqual(state);
  });
}

/**
 * A history whose sealed fields all read as null still folds: an erasure never stops a stream from being loaded. `then`
 * is asked about the state that remains, for laws of its own.
 */
export function foldsAfterErasure<Command, E extends DomainEvent, State>(
  decider: Decider<Command, E, State>,
  schemas: EventSchemas<E>,
  command: fc.Arbitrary<Command>,
  options: LawOptions & { readonly then?: (state: State) => void } = {},
): void {
  holdsForAnyCommands(command, options, (commands) => {
    const { events } = run(decider, commands);
    const erased = asLogged(events).map((event) => withoutSealed(event, schemas));
    const state = fold(decider, erased, decider.initial);
    options.then?.(state);
  });
}

function holdsForAnyCommands<C>(command: fc.Arbitrary<C>, options: LawOptions, law: (commands: readonly C[]) => void): void {
  const sequences = fc.array(command, { maxLength: options.maxLength ?? 30 });
  fc.assert(fc.property(sequences, law), options.runs ? { numRuns: options.runs } : {});
}

function run<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, commands: readonly C[]): { events: readonly E[]; state: S } {
  let state = deepFreeze(decider.initial);
  const events: E[] = [];
  for (const command of deepFreeze(commands)) {
    const found = decideTwice(decider, command, state);
    events.push(...found);
    state = fold(decider, found, state);
  }
  return { events, state };
}

function decideTwice<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, command: C, state: S): readonly E[] {
  try {
    const events = deepFreeze(decider.decide(command, state));
    expect(decider.decide(command, state)).toEqual(events);
    return events;
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

/** Events as JSON gives them back: a field that does not survive it (a Date, a Map) shows here, not in production. */
function asLogged<E>(events: readonly E[]): readonly E[] {
  return deepFreeze(JSON.parse(JSON.stringify(events)) as readonly E[]);
}

function withoutSealed<E extends DomainEvent>(event: E, schemas: EventSchemas<E>): E {
  const rules = schemas[event.type as E['type']].seal ?? [];
  const nulls = Object.fromEntries(rules.flatMap((rule) => rule.fields.map((field) => [field, null])));
  return deepFreeze({ ...event, data: { ...event.data, ...nulls } });
}

function fold<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, events: readonly E[], from: S): S {
  return events.reduce((state, event) => deepFreeze(decider.evolve(state, event)), from);
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(deepFreeze);
  return value;
}
