import { testDatabase, type TestDatabase } from '@flipside/testing';
import { BusinessClock } from './business-clock.js';

describe('business time', () => {
  let database: TestDatabase;
  beforeEach(async () => (database = await testDatabase()));
  afterEach(() => database.drop());
  const first = '2027-01-04T08:00:00.000Z';
  const far = '2090-01-01T00:00:00.000Z';
  const open = (pace: 'frozen' | 'running') => BusinessClock.open(database.pool, pace, first);

  it('stands still when frozen, moves forward, and survives a restart', async () => {
    const clock = await open('frozen');
    expect(clock.now()).toBe(first);
    await clock.set('2027-02-01T08:00:00Z');
    expect(clock.now()).toBe('2027-02-01T08:00:00.000Z');
    expect((await open('frozen')).now()).toBe('2027-02-01T08:00:00.000Z');
  });

  it('never goes back, for a process either that had not heard of the last move', async () => {
    const [one, other] = await Promise.all([open('frozen'), open('frozen')]);
    await one.set('2027-02-01T08:00:00.000Z');
    await expect(other.set('2027-01-15T00:00:00Z')).rejects.toMatchObject({ code: 'clock-goes-back' });
    await expect(one.set('2027-01-15T00:00:00Z')).rejects.toMatchObject({ code: 'clock-goes-back' });
    expect(one.now()).toBe('2027-02-01T08:00:00.000Z');
  });

  it('is the same in every process once it has looked', async () => {
    const [one, other] = await Promise.all([open('frozen'), open('frozen')]);
    await one.set('2027-02-01T08:00:00.000Z');
    expect(other.now()).toBe(first);
    await other.refresh();
    expect(other.now()).toBe(one.now());
  });

  it('goes on with machine time when running, from where it was moved to, in whatever process', async () => {
    const clock = await open('running');
    expect(Math.abs(Date.parse(clock.now()) - Math.max(Date.now(), Date.parse(first)))).toBeLessThan(5_000);
    await clock.set(far);
    const moved = clock.now();
    expect(moved >= far).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(clock.now() > moved).toBe(true);
    const last = clock.now();
    expect((await open('running')).now() >= last).toBe(true);
  });

  it('stands where it had got to when it is opened frozen, and goes on from there when it runs again', async () => {
    const running = await open('running');
    await running.set(far);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const frozen = await open('frozen');
    const stood = frozen.now();
    expect(stood > far).toBe(true);
    const again = await open('running');
    expect(again.now() >= stood).toBe(true);
  });
});
