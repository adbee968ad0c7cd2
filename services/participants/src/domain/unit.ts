import { DomainError, never, type Decider, type DomainEvent, type EventSchemas } from '@flipside/event-sourcing';

/** How HR's system calls a unit, where it has codes; a name may change, a code does not. */
export interface UnitKey {
  readonly source: string;
  readonly code: string;
}

interface Placed {
  readonly unitId: string;
  readonly parentId: string | null;
  readonly effectiveOn: string;
}

export type UnitEvent =
  | DomainEvent<'UnitRegistered', Placed & { name: string; key: UnitKey | null }>
  | DomainEvent<'UnitRenamed', { unitId: string; name: string; effectiveOn: string }>
  | DomainEvent<'UnitMoved', Placed>
  | DomainEvent<'UnitMerged', { unitId: string; intoId: string; effectiveOn: string }>
  | DomainEvent<'UnitClosed', { unitId: string; effectiveOn: string }>;

/** A unit is no person: nothing of it is sealed. */
export const unitSchemas: EventSchemas<UnitEvent> = {
  UnitRegistered: { version: 1 },
  UnitRenamed: { version: 1 },
  UnitMoved: { version: 1 },
  UnitMerged: { version: 1 },
  UnitClosed: { version: 1 },
};

export type UnitState =
  | { readonly status: 'none' }
  | { readonly status: 'open'; readonly unitId: string; readonly name: string; readonly parentId: string | null }
  | { readonly status: 'merged'; readonly unitId: string; readonly intoId: string }
  | { readonly status: 'closed'; readonly unitId: string };

/** `ancestors`: the unit named and all above it, as known now; who finds itself there would stand above itself. */
export type UnitCommand =
  | ({ readonly type: 'RegisterUnit'; readonly name: string; readonly key: UnitKey | null } & Placed)
  | { readonly type: 'RenameUnit'; readonly unitId: string; readonly name: string; readonly effectiveOn: string }
  | ({ readonly type: 'MoveUnit'; readonly ancestors: readonly string[] } & Placed)
  | {
      readonly type: 'MergeUnit';
      readonly unitId: string;
      readonly intoId: string;
      readonly ancestors: readonly string[];
      readonly effectiveOn: string;
    }
  | { readonly type: 'CloseUnit'; readonly unitId: string; readonly effectiveOn: string };

export const unitDecider: Decider<UnitCommand, UnitEvent, UnitState> = { initial: { status: 'none' }, decide, evolve };

/** @param unitId derived from source and code (or path) by the import, so that one unit is one stream. */
export function unitStream(unitId: string): string {
  return `unit-${unitId}`;
}

type Open = Extract<UnitState, { status: 'open' }>;

function decide(command: UnitCommand, state: UnitState): readonly UnitEvent[] {
  if (command.type === 'RegisterUnit') return register(command, state);
  if (isDoneAlready(command, state)) return [];
  return decideOpen(command, mustBeOpen(state));
}

function register(command: Extract<UnitCommand, { type: 'RegisterUnit' }>, state: UnitState): readonly UnitEvent[] {
  const { type: _type, ...data } = command;
  mustHaveName(data.name);
  mustNotBeAbove(data.unitId, [data.parentId]);
  return state.status === 'none' ? [{ type: 'UnitRegistered', data }] : [];
}

function decideOpen(command: Exclude<UnitCommand, { type: 'RegisterUnit' }>, state: Open): readonly UnitEvent[] {
  switch (command.type) {
    case 'RenameUnit': {
      const { type: _type, ...data } = command;
      mustHaveName(data.name);
      return data.name === state.name ? [] : [{ type: 'UnitRenamed', data }];
    }
    case 'MoveUnit': {
      const { type: _type, ancestors, ...data } = command;
      mustNotBeAbove(data.unitId, [data.parentId, ...ancestors]);
      return data.parentId === state.parentId ? [] : [{ type: 'UnitMoved', data }];
    }
    case 'MergeUnit': {
      const { type: _type, ancestors, ...data } = command;
      mustNotBeAbove(data.unitId, [data.intoId, ...ancestors]);
      return [{ type: 'UnitMerged', data }];
    }
    case 'CloseUnit':
      return [{ type: 'UnitClosed', data: { unitId: command.unitId, effectiveOn: command.effectiveOn } }];
    default:
      return never(command);
  }
}

function isDoneAlready(command: UnitCommand, state: UnitState): boolean {
  if (command.type === 'CloseUnit') return state.status === 'closed';
  return command.type === 'MergeUnit' && state.status === 'merged' && state.intoId === command.intoId;
}

function mustBeOpen(state: UnitState): Open {
  switch (state.status) {
    case 'open':
      return state;
    case 'none':
      throw new DomainError('unit-unknown', 'There is no unit with this id: check it.');
    case 'merged':
      throw new DomainError('unit-merged', 'This unit was merged into another: use that one.', { intoId: state.intoId });
    case 'closed':
      throw new DomainError('unit-closed', 'This unit is closed: nothing can be changed in it.');
    default:
      return never(state);
  }
}

function mustHaveName(name: string): void {
  if (name.trim() === '') throw new DomainError('unit-without-name', 'A unit needs a name.');
}

function mustNotBeAbove(unitId: string, above: readonly (string | null)[]): void {
  if (!above.includes(unitId)) return;
  throw new DomainError('unit-cycle', 'The unit would stand above itself: choose a unit that is not below it.');
}

function evolve(state: UnitState, event: UnitEvent): UnitState {
  const { unitId } = event.data;
  switch (event.type) {
    case 'UnitRegistered':
      return { status: 'open', unitId, name: event.data.name, parentId: event.data.parentId };
    case 'UnitRenamed':
      return state.status === 'open' ? { ...state, name: event.data.name } : state;
    case 'UnitMoved':
      return state.status === 'open' ? { ...state, parentId: event.data.parentId } : state;
    case 'UnitMerged':
      return { status: 'merged', unitId, intoId: event.data.intoId };
    case 'UnitClosed':
      return { status: 'closed', unitId };
    default:
      return never(event);
  }
}
