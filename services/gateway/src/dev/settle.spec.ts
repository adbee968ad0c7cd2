import type { ServiceStatus } from '@flipside/service-kit';
import fc from 'fast-check';
import type { Deployment } from './deployment.js';
import { settle, underWayIn } from './settle.js';

const names = ['participants', 'matching', 'sessions'];

/**
 * Services as they really behave: each has a log; a consumer of each log in each service takes one event at a time, may
 * append one to its own log because of it, and only then moves its place. A look reads the head first and the places
 * later; the world goes on before, between and after.
 */
class World implements Deployment {
  readonly services = names;
  private readonly logs = new Map(names.map((name) => [name, [] as number[]]));
  private readonly places = new Map(names.flatMap((name) => names.map((source): [string, number] => [`${name}<${source}`, 0])));
  private readonly half = new Set<string>();

  constructor(
    private readonly chance: () => number,
    started: readonly number[],
  ) {
    started.forEach((hops, n) => this.logs.get(names[n % 3]!)!.push(hops));
  }

  async status(service: string): Promise<ServiceStatus> {
    this.goOn();
    const head = `1:${this.logs.get(service)!.length}`;
    this.goOn();
    const consumers = names.map((source) => ({ consumer: `of-${source}`, source, position: `1:${this.places.get(`${service}<${source}`)!}` }));
    return { service, head, consumers, inFlight: 0 };
  }

  fire(): Promise<number> {
    return Promise.resolve(0);
  }

  get quiet(): boolean {
    return [...this.places].every(([consumer, place]) => place === this.logs.get(consumer.split('<')[1]!)!.length);
  }

  /** Some steps of some consumers; a step is half of what handling an event is. */
  private goOn(): void {
    for (let steps = this.chance() % 4; steps > 0; steps--) {
      const busy = [...this.places].filter(([name, place]) => place < this.logs.get(name.split('<')[1]!)!.length);
      const [name, place] = busy[this.chance() % (busy.length || 1)] ?? [];
      if (name === undefined) return;
      const [owner, source] = name.split('<') as [string, string];
      const hops = this.logs.get(source)![place!]!;
      if (!this.half.has(name)) {
        if (hops > 0 && (hops + place!) % 3 !== names.indexOf(owner)) this.logs.get(owner)!.push(hops - 1);
        this.half.add(name);
      } else {
        this.half.delete(name);
        this.places.set(name, place! + 1);
      }
    }
  }
}

describe('the settle barrier', () => {
  it('ends only when nothing is under way, whatever happens between the looks', async () => {
    const world = fc.tuple(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 }), fc.infiniteStream(fc.nat(1_000)));
    await fc.assert(fc.asyncProperty(world, async ([started, stream]) => {
      const numbers = stream[Symbol.iterator]();
      const going = new World(() => numbers.next().value as number, started);
      const { statuses } = await settle(going, AbortSignal.timeout(20_000));
      expect(going.quiet).toBe(true);
      expect(underWayIn(statuses)).toEqual([]);
    }), { numRuns: 25 });
  });

  it('needs one look where nothing happened since the last quiet moment', async () => {
    const still = new World(() => 0, []);
    const quiet = await settle(still, AbortSignal.timeout(1_000));
    let looks = 0;
    const counting: Deployment = { services: names, fire: () => still.fire(), status: (service) => (looks++, still.status(service)) };
    await settle(counting, AbortSignal.timeout(1_000), quiet);
    expect(looks).toBe(3);
  });

  it('says what is under way, and gives up when it is told to', async () => {
    const status = (service: string, position: string, inFlight = 0): ServiceStatus =>
      ({ service, head: '1:5', inFlight, consumers: [{ consumer: 'directory', source: 'participants', position }] });
    expect(underWayIn([status('participants', '1:5', 1), status('matching', '1:4')])).toEqual(['1 of participants', 'matching.directory of participants']);
    const stuck: Deployment = { services: ['participants'], fire: async () => 0, status: async () => status('participants', '1:4') };
    await expect(settle(stuck, AbortSignal.timeout(50))).rejects.toThrow('timeout');
  });
});
