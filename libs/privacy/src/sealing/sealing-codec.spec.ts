import type { DomainEvent, EventSchemas, RecordedEvent, Sealed } from '@flipside/event-sourcing';
import fc from 'fast-check';
import type { KeyRing } from '../key-ring.js';
import { memoryKeyRing } from '../memory-key-ring.js';
import { SealBroken } from './box.js';
import { createSealingCodec } from './sealing-codec.js';

interface Note {
  readonly pairingId: string;
  readonly authorId: string;
  readonly otherId: string;
  readonly text: Sealed<string>;
  readonly mood: Sealed<number>;
  readonly aboutBoth?: Sealed<string>;
}
type Event =
  | DomainEvent<'NoteWritten', Note>
  | DomainEvent<'RoundOpened', { round: number }>
  | DomainEvent<'Named', { sponsor: Sealed<string> }>;

const schemas: EventSchemas<Event> = {
  NoteWritten: {
    version: 1,
    seal: [
      { class: 'notes', fields: ['text', 'mood'], subjects: (data) => [data.authorId], scope: (data) => data.pairingId },
      { class: 'voice', fields: ['aboutBoth'], subjects: (data) => [data.authorId, data.otherId], scope: () => 'pair' },
    ],
  },
  RoundOpened: { version: 1 },
  Named: {
    version: 1,
    seal: [{ class: 'choices', fields: ['sponsor'], subjects: (data) => (data.sponsor ? [data.sponsor] : []), scope: () => 'x' }],
  },
};

const note: Event = {
  type: 'NoteWritten',
  data: { pairingId: 'p1', authorId: 'ada', otherId: 'bob', text: 'he listens', mood: 4, aboutBoth: 'we differ' },
};

describe('the sealing codec', () => {
  let ring: KeyRing & { opened: number };
  const codec = () => createSealingCodec(schemas, ring);
  const stored = async (...events: readonly Event[]): Promise<readonly RecordedEvent[]> =>
    (await codec().encode(events)).map((data, index) => recorded(events[index]!.type, asJson(data)));
  const read = async (...events: readonly Event[]) => (await codec().decode(await stored(...events))).map(({ data }) => data);
  beforeEach(() => {
    const memory = memoryKeyRing();
    ring = { ...memory, opened: 0, open: (ids) => (ring.opened++, memory.open(ids)) };
  });

  it('gives back what was sealed', async () => {
    const sealed = fc.option(fc.string());
    const anyNote = fc.record({
      pairingId: fc.constantFrom('p1', 'p2'), authorId: fc.constantFrom('ada', 'bob'), otherId: fc.constantFrom('ada', 'cleo'),
      text: sealed, mood: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0)), aboutBoth: sealed,
    });
    await fc.assert(fc.asyncProperty(fc.array(anyNote), async (notes) => {
      const events = notes.map((data): Event => ({ type: 'NoteWritten', data }));
      expect(await read(...events)).toEqual(JSON.parse(JSON.stringify(notes)));
    }), { numRuns: 50 });
  });

  it('leaves nothing personal in the log, by name, value or length', async () => {
    const empty = { ...note.data as Note, text: null, mood: null, aboutBoth: undefined };
    const [first, second] = await stored(note, { type: 'NoteWritten', data: empty });
    expect(JSON.stringify(first!.data)).not.toMatch(/listens|differ/);
    expect(Object.keys(first!.data)).toEqual(['pairingId', 'authorId', 'otherId', '$sealed']);
    expect(first!.data.$sealed!.map(({ class: c, fields, keys }) => [c, fields, keys.length])).toEqual([
      ['notes', ['text', 'mood'], 1], ['voice', ['aboutBoth'], 2],
    ]);
    const lengths = (event: RecordedEvent) => event.data.$sealed!.map(({ box }) => box.length);
    expect(lengths(second!)).toEqual(lengths(first!));
  });

  it('reads the fields of a destroyed key as null, and all else as before', async () => {
    const [event] = await stored(note);
    await ring.destroyScope('ada', 'notes', 'p1');
    const [read] = await codec().decode([event!]);
    expect(read!.data).toEqual({ ...note.data, text: null, mood: null });
  });

  it('loses text about two people with the key of either', async () => {
    for (const person of ['ada', 'bob']) {
      ring = { ...memoryKeyRing(), opened: 0 };
      const [event] = await stored(note);
      await ring.eraseSubject(person);
      const [read] = await codec().decode([event!]);
      expect(read!.data).toMatchObject({ aboutBoth: null, text: person === 'bob' ? 'he listens' : null });
    }
  });

  it('refuses to seal for an erased person, and text that is about nobody', async () => {
    await ring.eraseSubject('bob');
    await expect(codec().encode([note])).rejects.toMatchObject({ code: 'subject-erased' });
    const aboutNobody = codec().encode([{ type: 'Named', data: { sponsor: '' } }]);
    await expect(aboutNobody).rejects.toThrow('nothing says whom sponsor is about');
  });

  it('reads null where nobody was named, and not a field that never was', async () => {
    const { aboutBoth: _, ...withoutIt } = note.data as Note;
    expect(await read({ type: 'Named', data: { sponsor: null } }, { type: 'NoteWritten', data: withoutIt })).toEqual([
      { sponsor: null }, { ...withoutIt, aboutBoth: null },
    ]);
  });

  it('asks for keys once a batch, and not at all where nothing is sealed', async () => {
    const other: Event = { type: 'NoteWritten', data: { ...note.data as Note, pairingId: 'p2' } };
    await read(note, { type: 'RoundOpened', data: { round: 1 } }, note, other);
    expect(ring.opened).toBe(1);
    await read({ type: 'RoundOpened', data: { round: 1 } });
    expect(ring.opened).toBe(1);
  });

  it('leaves out types it does not know', async () => {
    const events = [recorded('Elsewhere', {}), recorded('RoundOpened', { round: 2 }), recorded('constructor', {})];
    expect((await codec().decode(events)).map(({ type }) => type)).toEqual(['RoundOpened']);
    const elsewhere = { type: 'Elsewhere', data: {} } as unknown as Event;
    await expect(codec().encode([elsewhere])).rejects.toThrow('no schema for Elsewhere');
  });

  it('does not open a section that was changed or moved to another type, class or field', async () => {
    const [event] = await stored(note);
    const [section] = event!.data.$sealed!;
    const box = Buffer.from(section!.box, 'base64');
    box[20]! ^= 1;
    const changes = [
      { box: box.toString('base64') }, { box: '' }, { class: 'voice' }, { fields: ['text'] }, { fields: ['mood', 'text'] },
    ];
    for (const change of changes) {
      const moved = { ...event!, data: { ...event!.data, $sealed: [{ ...section!, ...change }] } };
      await expect(codec().decode([moved])).rejects.toThrow(SealBroken);
    }
    await expect(codec().decode([{ ...event!, type: 'Named', data: { $sealed: [section!] } }])).rejects.toThrow(SealBroken);
  });

  it('refuses schemas that seal a field twice or under an unknown class', () => {
    const rule = { class: 'notes', fields: ['round' as const], subjects: () => ['ada'], scope: () => 'person' };
    const sealing = (...seal: (typeof rule)[]) => () =>
      createSealingCodec<Event>({ ...schemas, RoundOpened: { version: 1, seal } }, ring);
    expect(sealing(rule, rule)).toThrow('twice');
    expect(sealing({ ...rule, class: 'secrets' })).toThrow('no class');
  });
});

describe('upcasting', () => {
  type Session = DomainEvent<'SessionHeld', { minutes: number; place: Sealed<string> }>;
  const rule = { class: 'notes', fields: ['place' as const], subjects: () => ['ada'], scope: () => 'p1' };
  const upcasting: EventSchemas<Session> = {
    SessionHeld: {
      version: 3,
      seal: [rule],
      upcast: {
        1: ({ hours, ...rest }) => ({ ...rest, minutes: (hours as number) * 60 }),
        2: ({ where, ...rest }) => ({ ...rest, place: where }),
      },
    },
  };

  it('takes an event through every version since its own, after opening it', async () => {
    const ring = memoryKeyRing();
    const old = createSealingCodec({
      SessionHeld: { version: 1, seal: [{ ...rule, fields: ['where'] }] },
    } as EventSchemas<DomainEvent<'SessionHeld', { hours: number; where: Sealed<string> }>>, ring);
    const [data] = await old.encode([{ type: 'SessionHeld', data: { hours: 2, where: 'lab' } }]);
    const codec = createSealingCodec(upcasting, ring);
    const [event] = await codec.decode([recorded('SessionHeld', data!)]);
    expect(event).toMatchObject({ data: { minutes: 120, place: 'lab' } });
    await ring.eraseSubject('ada');
    const [later] = await codec.decode([recorded('SessionHeld', data!)]);
    expect(later).toMatchObject({ data: { minutes: 120, place: null } });
  });

  it('refuses a version it does not know, and a step that is missing', async () => {
    const codec = createSealingCodec(upcasting, memoryKeyRing());
    await expect(codec.decode([recorded('SessionHeld', {}, 4)])).rejects.toThrow('version 4, this code knows 3');
    await expect(codec.decode([recorded('SessionHeld', {}, 0)])).rejects.toThrow('nothing makes version 1');
    expect(codec.version('SessionHeld')).toBe(3);
  });
});

function asJson(data: object): object {
  return JSON.parse(JSON.stringify(data)) as object;
}

function recorded(type: string, data: object, schemaVersion = 1): RecordedEvent {
  return {
    id: 'e1', type, data: data as RecordedEvent['data'], stream: 's-1', revision: 0n, position: { epoch: 1, n: 1n },
    metadata: { commandId: 'c1', index: 0, actor: { kind: 'system' }, at: '2026-01-01T00:00:00.000Z', schemaVersion },
  };
}
