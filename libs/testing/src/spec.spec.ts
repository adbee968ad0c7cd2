import { DomainError, type Decider, type DomainEvent, type EventSchemas, type Sealed } from '@flipside/event-sourcing';
import fc from 'fast-check';
import { foldsAfterErasure, foldsFromItsEvents, given } from './spec.js';

type DoorEvent = DomainEvent<'DoorOpened', { by: Sealed<string> }> | DomainEvent<'DoorClosed', object>;
type DoorCommand = { type: 'open'; by: string } | { type: 'close' };
interface Door {
  readonly open: boolean;
  readonly lastBy: string | null;
}

const schemas: EventSchemas<DoorEvent> = {
  DoorOpened: { version: 1, seal: [{ class: 'identity', fields: ['by'], subjects: () => ['p'], scope: () => 'person' }] },
  DoorClosed: { version: 1 },
};

const door: Decider<DoorCommand, DoorEvent, Door> = {
  initial: { open: false, lastBy: null },
  decide: (command, state) => {
    if (command.type === 'close') return state.open ? [{ type: 'DoorClosed', data: {} }] : [];
    if (state.open) throw new DomainError('door-open', 'Close it first.');
    return [{ type: 'DoorOpened', data: { by: command.by } }];
  },
  evolve: (state, event) =>
    event.type === 'DoorOpened' ? { open: true, lastBy: event.data.by } : { ...state, open: false },
};

const opened: DoorEvent = { type: 'DoorOpened', data: { by: 'ada' } };
const commands = fc.oneof(
  fc.record({ type: fc.constant('open' as const), by: fc.string() }),
  fc.constant<DoorCommand>({ type: 'close' }),
);

describe('given/when/then', () => {
  it('compares the events that follow', () => given(door).when({ type: 'open', by: 'ada' }).then(opened));

  it('knows a wish that was already so', () => given(door).when({ type: 'close' }).thenNothing());

  it('knows a refusal by its code', () => given(door, opened).when({ type: 'open', by: 'bob' }).thenRefused('door-open'));

  it('looks at the state that follows', () =>
    given(door, opened).when({ type: 'close' }).thenState({ open: false, lastBy: 'ada' }));

  it('fails where another event follows, none follows, or nothing is refused', () => {
    expect(() => given(door).when({ type: 'open', by: 'ada' }).thenNothing()).toThrow();
    expect(() => given(door).when({ type: 'close' }).then(opened)).toThrow();
    expect(() => given(door).when({ type: 'close' }).thenRefused('door-open')).toThrow();
    expect(() => given(door, opened).when({ type: 'open', by: 'b' }).then()).toThrow(DomainError);
  });

  it('fails where a given/when is left without an end', async () => {
    const unended = async (): Promise<unknown> => given(door).when({ type: 'close' }) as unknown;
    await expect(unended()).rejects.toThrow();
  });
});

describe('laws', () => {
  it('hold for a sound decider', () => {
    foldsFromItsEvents(door, commands);
    foldsAfterErasure(door, schemas, commands, { then: (state) => expect(state.lastBy).toBeNull() });
  });

  it('find a fold that mutates, a decision with a memory, and a field that the log loses', () => {
    const mutating: typeof door = { ...door, evolve: (state) => Object.assign(state, { open: true }) };
    let calls = 0;
    const remembering: typeof door = { ...door, decide: () => [{ type: 'DoorOpened', data: { by: String(calls++) } }] };
    const losing: typeof door = {
      ...door,
      decide: () => [{ type: 'DoorOpened', data: { by: new Date(0) as unknown as string } }],
    };
    for (const unsound of [mutating, remembering, losing]) expect(() => foldsFromItsEvents(unsound, commands)).toThrow();
  });

  it('find a fold that does not cope with null, and a failure that is no refusal', () => {
    const brittle: typeof door = {
      ...door,
      evolve: (state, event) => ({ ...state, lastBy: event.type === 'DoorOpened' ? event.data.by!.trim() : null }),
    };
    expect(() => foldsAfterErasure(brittle, schemas, commands)).toThrow();
    const failing: typeof door = { ...door, decide: () => { throw new TypeError('a bug'); } };
    expect(() => foldsFromItsEvents(failing, commands)).toThrow();
  });
});
