import { SharedWork } from './shared-work.js';

describe('work that several wait for', () => {
  const never = (signal: AbortSignal): Promise<string> => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

  it('goes on for whoever still waits, and is given up with the last', async () => {
    const work = new SharedWork(never);
    const [one, other] = [new AbortController(), new AbortController()];
    const waits = [one, other].map(({ signal }) => work.wait(signal));
    one.abort(new Error('one left'));
    await expect(waits[0]).rejects.toThrow('one left');
    expect(work.isGivenUp).toBe(false);
    other.abort(new Error('the other left'));
    await expect(waits[1]).rejects.toThrow('the other left');
    expect(work.isGivenUp).toBe(true);
  });

  it('is kept once it is done, whoever leaves then', async () => {
    const work = new SharedWork(async () => 'found');
    const asker = new AbortController();
    expect(await work.wait(asker.signal)).toBe('found');
    asker.abort();
    expect(work.isGivenUp).toBe(false);
    await expect(work.wait(asker.signal)).rejects.toThrow();
    expect(await work.wait(new AbortController().signal)).toBe('found');
  });
});
