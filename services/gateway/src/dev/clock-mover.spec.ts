import type { ServiceStatus } from '@flipside/service-kit';
import fc from 'fast-check';
import { TestClock } from '../testing/test-clock.js';
import { ClockMover } from './clock-mover.js';
import type { Deployment } from './deployment.js';

const START = '2027-01-01T00:00:00.000Z';
const at = (minutes: number): string => new Date(Date.parse(START) + minutes * 60_000).toISOString();

interface Timer {
  readonly service: string;
  readonly minute: number;
  /** Timers that its firing plans: so many minutes later. */
  readonly then: readonly number[];
}

/** Services of which only the timers matter: everything else has settled. */
class Timers implements Deployment {
  readonly services = ['one', 'two'];
  readonly fired: string[] = [];

  constructor(
    private readonly planned: Timer[],
    private readonly clock: TestClock,
  ) {}

  async status(service: string): Promise<ServiceStatus> {
    const due = this.planned.filter((one) => one.service === service).map(({ minute }) => at(minute)).sort()[0];
    return { service, head: '1:1', consumers: [], inFlight: 0, ...(due && { nextDue: due }) };
  }

  async fire(service: string, until: string): Promise<number> {
    const due = this.planned.filter((one) => one.service === service && at(one.minute) <= until);
    for (const timer of due) {
      this.planned.splice(this.planned.indexOf(timer), 1, ...timer.then.map((later) => ({ service, minute: timer.minute + later, then: [] })));
      this.fired.push(`${at(timer.minute)} ${service} at ${this.clock.now()}`);
    }
    return due.length;
  }
}

const timer = fc.record({ service: fc.constantFrom('one', 'two'), minute: fc.integer({ min: -5, max: 40 }), then: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 2 }) });
const within = (): AbortSignal => AbortSignal.timeout(10_000);

describe('moving business time', () => {
  it('fires every timer up to the target, each when business time is its due moment, in order, and none beyond', async () => {
    await fc.assert(fc.asyncProperty(fc.array(timer, { maxLength: 12 }), fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 3 }), async (timers, steps) => {
      const clock = new TestClock(START);
      const deployment = new Timers([...timers], clock);
      const mover = new ClockMover(deployment, clock);
      let target = 0;
      let fired = 0;
      for (const step of steps) fired += (await mover.moveTo(at(target += step), within())).fired;
      const all = timers.flatMap(({ minute, then }) => [minute, ...then.map((later) => minute + later)]);
      expect(fired).toBe(steps.length === 0 ? 0 : all.filter((minute) => minute <= target).length);
      expect(deployment.fired).toHaveLength(fired);
      for (const line of deployment.fired) {
        const [due, , , now] = line.split(' ') as [string, string, string, string];
        expect(now).toBe(due < START ? now : due);
      }
      expect(clock.stops).toEqual([...clock.stops].sort());
      expect(clock.now()).toBe(at(target));
    }));
  });

  it('fires in the order of the services what is due at one moment', async () => {
    const clock = new TestClock(START);
    const deployment = new Timers([{ service: 'two', minute: 5, then: [] }, { service: 'one', minute: 5, then: [] }], clock);
    await new ClockMover(deployment, clock).moveTo(at(10), within());
    expect(deployment.fired).toEqual([`${at(5)} one at ${at(5)}`, `${at(5)} two at ${at(5)}`]);
  });

  it('goes on from where it is after it ran out of time', async () => {
    const clock = new TestClock(START);
    const deployment = new Timers(Array.from({ length: 30 }, (_, minute) => ({ service: 'one', minute, then: [] })), clock);
    const stop = new AbortController();
    const slow: Deployment = { services: deployment.services, status: (service) => deployment.status(service), fire: (service, until) => {
      if (clock.now() === at(10)) stop.abort();
      return deployment.fire(service, until);
    } };
    const mover = new ClockMover(slow, clock);
    await expect(mover.moveTo(at(40), stop.signal)).rejects.toMatchObject({ code: 'clock-not-there', facts: { fired: 11, moments: 10 } });
    expect(clock.now()).toBe(at(10));
    expect(await mover.moveTo(at(40), within())).toEqual({ now: at(40), fired: 19, moments: 19 });
  });

  it('does not hang on a service that never fires what it says is due', async () => {
    const clock = new TestClock(START);
    const stuck: Deployment = { services: ['one'], fire: async () => 0, status: async (service) => ({ service, head: '1:0', consumers: [], inFlight: 0, nextDue: at(1) }) };
    await expect(new ClockMover(stuck, clock).moveTo(at(5), within())).rejects.toThrow('does not fire');
  });
});
