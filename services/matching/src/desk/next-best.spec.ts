import type { RunRow } from '../read-models/runs/runs.entity.js';
import type { PairSoFar } from '../run/standing.js';
import { waitingPoolOf } from '../run/waiting-pool.js';
import type { Snapshot } from '../scoring/snapshot.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { NextBest } from './next-best.js';

const run = { id: 'run', programmeId: 'p', requested: { seed: 1 } } as RunRow;
const today = '2026-01-15';
const wanted = new AbortController().signal;
const snapshotOf = (): Snapshot => {
  const { people, ...rest } = randomSnapshot({ seed: 4, mentors: 30, mentees: 25, oddOneIn: 0, policy: { minSharedMinutes: 30, qualityFloor: 0 } });
  return { ...rest, people, pairs: [] };
};

/** What read models and logs hold, as far as it is looked at. */
function world() {
  const at = { snapshot: snapshotOf(), participants: 1, moved: false, pairs: [] as readonly PairSoFar[], solved: 0, compared: 0 };
  const next = new NextBest(
    {
      people: { mergers: async () => ({ survivorOf: (id: string) => id }) }, pairings: { sides: async () => at.pairs }, blocks: { standing: async () => [] },
    } as never,
    {
      heads: async () => ({ participants: `1:${at.participants}`, matching: '1:1' }),
      hasMoved: async () => at.moved,
      allWaiting: async () => (at.compared++, at.snapshot),
    },
    async () => undefined,
    (...given) => (at.solved++, waitingPoolOf(...given)),
  );
  return { at, offers: (signal = wanted) => next.offers(run, today, signal) };
}
const ids = (offers: readonly { readonly mentorId: string; readonly menteeId: string }[]): readonly string[] =>
  offers.map(({ mentorId, menteeId }) => `${mentorId} ${menteeId}`).sort();

describe('the next best offers of a run', () => {
  it('are solved anew for a fact that their problem reads, and for nothing else that is told', async () => {
    const { at, offers } = world();
    const before = await offers();
    at.participants++;
    expect([ids(await offers()), at.solved, at.compared]).toEqual([ids(before), 1, 1]);
    // Somebody whom no chain leads to.
    [at.moved, at.participants] = [true, at.participants + 1];
    expect([ids(await offers()), at.solved, at.compared]).toEqual([ids(before), 1, 2]);
    expect([ids(await offers()), at.solved, at.compared]).toEqual([ids(before), 1, 2]);
    const { mentorId } = before[0]!;
    at.snapshot = { ...at.snapshot, people: at.snapshot.people.filter(({ personId }) => personId !== mentorId) };
    at.participants++;
    expect(ids(await offers()).filter((pair) => pair.startsWith(`${mentorId} `))).toEqual([]);
    expect(at.solved).toBe(2);
  });

  it('take in a decline without a solve, and give a pair back whose block is lifted', async () => {
    const { at, offers } = world();
    const before = ids(await offers());
    const [mentorId, menteeId] = before[0]!.split(' ') as [string, string];
    at.pairs = [{ mentorId, menteeId, status: 'unavailable' }];
    expect(ids(await offers())).not.toContain(before[0]);
    at.pairs = [];
    expect([ids(await offers()), at.solved]).toEqual([before, 1]);
  });

  it('end where nobody wants them any more, and are solved anew for whoever asks next', async () => {
    const { at, offers } = world();
    const before = ids(await offers());
    const ended = new AbortController();
    ended.abort(new Error('the service stops'));
    await expect(offers(ended.signal)).rejects.toThrow('the service stops');
    expect([ids(await offers()), at.solved]).toEqual([before, 2]);
  });
});
