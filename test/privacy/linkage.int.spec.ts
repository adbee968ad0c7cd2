import { matchingPublic, participantsPublic, sessionsPublic, type ContractDefinition } from '@flipside/contracts';
import { deriveId } from '@flipside/event-sourcing';
import { fileOf, importFile, organise, type Organisation } from './kit/organisation.js';
import { asAdmin, asAnalyst, asPerson, openProgramme, type Pair, type Programme } from './kit/programme.js';
import { beginSeason, partings, whispers, type Planned } from './kit/season.js';
import { World } from './kit/world.js';

interface CloudEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly source: string;
  readonly time: string;
  readonly position: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const services = ['participants', 'matching', 'sessions'] as const;
const definitions: Readonly<Record<string, Readonly<Record<string, ContractDefinition>>>> = {
  participants: participantsPublic, matching: matchingPublic, sessions: sessionsPublic,
};
const nameOf = ({ type }: CloudEvent): string => type.split('.')[2]!;

/** An analyst with HR's file and the whole public feed, who looks as often as they like. */
describe('an analyst with HR’s file and the whole feed', () => {
  let world: World;
  let people: Organisation;
  let programme: Programme;
  let planned: ReadonlyMap<string, Planned>;
  let feed: Map<string, CloudEvent[]>;
  const all = (): CloudEvent[] => [...feed.values()].flat();
  const pairs = (): readonly Pair[] => programme.pairs;

  beforeAll(async () => {
    world = await World.open();
    people = await organise(world, 8);
    programme = await openProgramme(world, people);
    planned = await beginSeason(world, programme.pairs);
  });
  afterAll(() => world?.close());

  const page = (service: string, after?: string): Promise<{ items: CloudEvent[]; next: string; state: string }> =>
    world.get(`/v1/events${service && `/${service}`}?limit=500${after ? `&after=${encodeURIComponent(after)}` : ''}`, asAnalyst);
  const readAll = async (service: string): Promise<CloudEvent[]> => {
    const items: CloudEvent[] = [];
    for (let after: string | undefined, state = 'more'; state === 'more'; ) {
      const one = await page(service, after);
      items.push(...one.items);
      ({ next: after, state } = one);
    }
    return items;
  };
  const read = async (): Promise<void> => {
    feed = new Map(await Promise.all(services.map(async (service) => [service, await readAll(service)] as const)));
  };
  /** What is told of a pair, without what stands for nothing but itself. */
  const traceOf = ({ id, mentor, leader }: Pair): string[] => {
    const { held, ahead } = planned.get(id)!;
    const names: Record<string, string> = { [id]: 'PAIR', [mentor.id]: 'MENTOR', [leader.id]: 'LEADER', [held]: 'HELD', [ahead]: 'AHEAD' };
    const ofPair = all().filter(({ data, subject }) => data.pairingId === id || subject.includes(id));
    return ofPair.map((event) => {
      const { sprintId: _sprint, checkInId: _checkIn, ...data } = event.data;
      return Object.entries(names).reduce((text, [from, to]) => text.replaceAll(from, to), JSON.stringify([nameOf(event), event.time, data]));
    });
  };

  it('sees nothing move while people rate, answer, write, warn, share and raise', async () => {
    await world.moveTo('2027-02-16T09:00:00Z'); // check-ins are open
    const [pair] = pairs() as [Pair];
    const look = async () => Promise.all(['', ...services].map(async (service) => {
      let last = await page(service);
      while (last.state === 'more') last = await page(service, last.next);
      return [last, await page(service, last.next)];
    }));
    const before = await look();
    for (const [what, say] of whispers(world, pair, planned.get(pair.id)!, programme.id)) {
      await say();
      await world.settled();
      expect([what, await look()]).toEqual([what, before]);
    }
    await read();
    expect(traceOf(pair)).toEqual(traceOf(pairs()[1]!));
  });

  it('can’t tell one way of coming apart from another, nor from whom it came', async () => {
    const ways = Object.entries(partings(world, people, programme));
    for (const [index, [, part]] of ways.entries()) {
      await world.moveTo(`2027-02-17T0${index}:17:23Z`);
      await part(pairs()[index]!);
      await world.settled();
    }
    await read();
    const expected = traceOf(pairs()[0]!);
    expect(expected.some((line) => line.includes('PairingPaused')) && expected.some((line) => line.includes('SessionCancelled'))).toBe(true);
    for (const [index, [way]] of ways.entries()) expect([way, traceOf(pairs()[index]!)]).toEqual([way, expected]);
    const views = await Promise.all(ways.map(async (_, index) => {
      const { id, mentor, leader } = pairs()[index]!;
      const seen = await Promise.all([
        world.get('/v1/pairings/' + id, asAdmin(people)), world.get('/v1/agreements/' + id, asAdmin(people)), world.get(`/v1/sessions/${planned.get(id)!.ahead}`, asAdmin(people)),
        world.get('/v1/me/pairings/' + id, asPerson(leader)), world.get('/v1/agreements/' + id, asPerson(leader)), world.get(`/v1/sessions/${planned.get(id)!.ahead}`, asPerson(leader)),
      ]);
      return [id, mentor.id, leader.id, planned.get(id)!.ahead, planned.get(id)!.held].reduce((text, name) => text.replaceAll(name, '…'), JSON.stringify(seen));
    }));
    for (const [index, [way]] of ways.entries()) expect([way, views[index]]).toEqual([way, views[0]]);
  });

  it('sees all endings at one moment, the weekly review', async () => {
    await world.moveTo('2027-02-23T09:00:00Z');
    await read();
    const ways = Object.keys(partings(world, people, programme));
    const expected = traceOf(pairs()[0]!);
    expect(expected.some((line) => line.includes('PairingEnded'))).toBe(true);
    for (const [index, way] of ways.entries()) expect([way, traceOf(pairs()[index]!)]).toEqual([way, expected]);
  });

  it('gets no field but those that a public contract names, and no number of what is between', async () => {
    const keys = new Set(all().flatMap((event) => Object.keys(event)));
    expect(keys).toEqual(new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'position', 'data']));
    for (const [service, events] of feed) {
      for (const event of events) {
        const { data } = definitions[service]![nameOf(event)]!;
        expect(Object.keys(event.data).filter((field) => !(field in data.properties))).toEqual([]);
        expect(event.position).not.toMatch(/^\d+:\d+$/);
      }
    }
    const readable = all().map(({ position: _sealed, ...event }) => event); // a sealed one holds any four letters now and then
    expect(JSON.stringify(readable)).not.toMatch(/correlation|causation|trace|actor|\$sealed|keys/i);
  });

  it('can’t prove a guess of what caused an event by its id', () => {
    const consumers = ['on-agreement', 'on-block', 'on-people', 'on-pairing', 'hr-import', 'reporting-classes'];
    const secret = all().filter(({ type }) => /Paused|Ended/.test(type));
    const causes = all().filter(({ time }) => time >= '2027-02-17').map(({ id }) => id);
    for (const { subject, id } of secret) {
      const pairingId = subject.slice(subject.indexOf('-') + 1);
      const timers = ['review', 'window', 'offer'].map((name) => `${name}/${pairingId}`);
      const changes = people.leaders.map((one) => `recheck/${one.id}/2027-02-17`);
      const moments = ['2027-02-17', '2027-02-22'].flatMap((day) => ['00', '05', '06', '07', '08', '09'].map((hour) => `${day}T${hour}:00:00.000Z`));
      const fired = [...timers, ...changes].flatMap((name) => moments.map((due) => deriveId('timer', 'matching', name, due)));
      const followed = causes.flatMap((cause) => consumers.map((consumer) => deriveId(consumer, cause, subject)));
      expect([...fired, ...followed].map((command) => deriveId(command, subject, 0))).not.toContain(id);
    }
  });

  it('finds nobody by the class: neither by the order of HR’s file nor by who moved or came', async () => {
    const classes = (): CloudEvent[] => feed.get('participants')!.filter((event) => nameOf(event) === 'ReportingClassAssigned');
    const first = classes().map(({ data }) => data.personId as string);
    expect(first).toEqual([...first].sort());
    const bySize = Map.groupBy(classes(), ({ data }) => data.reportingClass);
    for (const group of bySize.values()) expect(group.length).toBeGreaterThanOrEqual(5);
    // One moves to another silo, one to another band, one is new.
    const [one, two] = people.mentors.slice(-2) as [Organisation['mentors'][0], Organisation['mentors'][0]];
    const moved = [{ ...one, unit: 'Beta/Sales' }, { ...two, level: 5 }, { ...two, number: 'HX9999999', name: 'Quillon999 Vexbury999', email: 'vexbury999@halden.example' }];
    await importFile(world, fileOf(moved), '2027-02-23');
    await read();
    expect(classes().slice(first.length)).toEqual([]);
  });
});
