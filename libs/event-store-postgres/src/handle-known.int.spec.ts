import { DomainError, handleCommand, handleKnown, type CommandTarget, type DomainEvent, type EventStore } from '@flipside/event-sourcing';
import { newStream } from '@flipside/event-sourcing/suite/engine';
import { testDatabase } from '@flipside/testing';
import { createPostgresEventStore } from './postgres-event-store.js';

type Door = 'open' | 'closed';
type Turned = DomainEvent<'Turned', { to: Door }>;
type Turn = { readonly to: Door; readonly if?: Door };

describe('a command on a stream that a read model knows', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let store: Awaited<ReturnType<typeof createPostgresEventStore>>;
  let reads = 0;
  let target: CommandTarget<Turn, Turned, Door>;
  const at = (commandId: string) => ({ commandId, actor: { kind: 'system' as const }, at: '2026-01-15T09:00:00.000Z' });

  beforeAll(async () => {
    database = await testDatabase();
    store = await createPostgresEventStore({ url: database.url, service: 'matching', migrate: true });
    const counted: EventStore = {
      append: (...args) => store.append(...args), read: (options) => store.read(options), subscribe: (options) => store.subscribe(options),
      head: () => store.head(), readStream: (stream, from) => (reads++, store.readStream(stream, from)),
    };
    target = {
      store: counted,
      codec: { version: () => 1, encode: async (events) => events.map(({ data }) => data), decode: async (events) => events as never },
      decider: {
        initial: 'closed', evolve: (_, { data }) => data.to,
        decide: (turn, door) => {
          if (turn.if && turn.if !== door) throw new DomainError('door-is-otherwise', `It is ${door}.`);
          return turn.to === door ? [] : [{ type: 'Turned', data: { to: turn.to } }];
        },
      },
    };
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });
  beforeEach(() => void (reads = 0));
  const opened = async () => {
    const stream = newStream();
    const { state, revision } = await handleCommand<Turn, Turned, Door>(target, stream, { to: 'open' }, at(`open ${stream}`));
    reads = 0;
    return { stream, known: { state, revision: revision! } };
  };

  it('is decided without reading it', async () => {
    const { stream, known } = await opened();
    expect(await handleKnown(target, stream, { to: 'closed' }, at('close'), known)).toMatchObject({ state: 'closed', revision: known.revision + 1n });
    expect(reads).toBe(0);
  });

  it('is judged on what it has become since', async () => {
    const { stream, known } = await opened();
    await handleCommand(target, stream, { to: 'closed' }, at('somebody else'));
    await expect(handleKnown(target, stream, { to: 'closed', if: 'open' }, at('mine'), known)).rejects.toMatchObject({ code: 'door-is-otherwise' });
    expect(await handleKnown(target, stream, { to: 'open', if: 'closed' }, at('again'), known)).toMatchObject({ state: 'open' });
    expect(await handleKnown<Turn, Turned, Door>(target, stream, { to: 'closed' }, at('third'), { ...known, state: 'closed' })).toMatchObject({ state: 'closed' });
  });

  it('gives a repeat the first result, before and after the read model has followed', async () => {
    const { stream, known } = await opened();
    const first = await handleKnown(target, stream, { to: 'closed' }, at('once'), known);
    for (const then of [known, { state: first.state, revision: first.revision! }]) {
      expect(await handleKnown(target, stream, { to: 'closed' }, at('once'), then)).toMatchObject({ state: 'closed', revision: first.revision });
    }
    expect(await store.readStream(stream)).toHaveLength(2);
  });
});
