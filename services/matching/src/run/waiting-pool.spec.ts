import fc from 'fast-check';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { match } from './match.js';
import type { PairSoFar, PairsSoFar } from './standing.js';
import { WaitingPool } from './waiting-pool.js';

const policy = { minSharedMinutes: 30, qualityFloor: 0 };
const sample = randomSnapshot({ seed: 11, mentors: 60, mentees: 45, oddOneIn: 20, policy });
/** Nobody has anything open but what the spec opens. */
const people = sample.people.map(({ enrolled, ...person }) => ({
  ...person,
  ...(enrolled && {
    enrolled: {
      ...enrolled, ...(enrolled.mentor && { mentor: { ...enrolled.mentor, open: 0 } }), ...(enrolled.mentee && { mentee: { open: 0 } }),
    },
  }),
}));
const snapshot = { ...sample, people, pairs: sample.pairs.filter(({ kind }) => kind !== 'open') };

const solved = async () => (await match(snapshot, { seed: 1 })).solved;
const ids = ({ mentorId, menteeId }: { mentorId: string | null; menteeId: string | null }) => `${mentorId} ${menteeId}`;
const worth = (pool: WaitingPool) => {
  const offers = pool.offers();
  return { pairs: offers.length, total: offers.reduce((sum, { fit }) => sum + fit.score, 0) };
};
const so = (pairs: readonly PairSoFar[], blocks: PairsSoFar['blocks'] = []): PairsSoFar => ({ pairs, blocks });

describe('the next best among those who wait', () => {
  it('is what the run found while nothing was offered, and nothing once all was', async () => {
    const { result, solved: run } = await match(snapshot, { seed: 1 });
    const pool = await WaitingPool.open(run, so([]), 1);
    expect(pool.offers().map(ids).sort()).toEqual(result.proposals.map(ids).sort());
    for (const { mentorId, menteeId, fit, wanted } of pool.offers()) {
      const proposal = result.proposals.find((one) => one.mentorId === mentorId && one.menteeId === menteeId)!;
      expect([fit, wanted]).toEqual([proposal.fit, proposal.wanted]);
    }
    await pool.update(so(result.proposals.map((pair) => ({ ...pair, status: 'offered' }))));
    expect(pool.offers()).toEqual([]);
  });

  it('after a decline touches no open offer, and is the same as a run on the facts as they are then', async () => {
    const { result, solved: run } = await match(snapshot, { seed: 1 });
    const offered = result.proposals.map(({ mentorId, menteeId }): PairSoFar => ({ mentorId, menteeId, status: 'offered' }));
    const pool = await WaitingPool.open(run, so(offered), 1);
    let found = 0;
    for (const declined of offered.slice(0, 25)) {
      const now = offered.map((pair) => (pair === declined ? { ...pair, status: 'unavailable' } : pair));
      await pool.update(so(now));
      const offers = pool.offers();
      found += offers.length;
      expect(offers.map(ids)).not.toContain(ids(declined));
      const open = now.filter(({ status }) => status === 'offered');
      expect(offers.filter(({ menteeId }) => open.some((pair) => pair.menteeId === menteeId))).toEqual([]);
      const anew = (await match(asOf(open, declined), { seed: 1 })).result;
      expect(offers.map(ids).sort()).toEqual(anew.proposals.map(ids).sort());
    }
    expect(found).toBeGreaterThan(5);
  });

  it('is equal to a solve from scratch after any changes', async () => {
    const run = await solved();
    const { proposals } = (await match(snapshot, { seed: 1 })).result;
    const status = fc.constantFrom('none', 'offered', 'active', 'unavailable', 'ended', 'completed');
    const step = fc.array(status, { minLength: proposals.length, maxLength: proposals.length });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), fc.nat(proposals.length - 1), async (steps, blocked) => {
        const pool = await WaitingPool.open(run, so([]), 1);
        for (const [at, statuses] of steps.entries()) {
          const pairs = proposals.flatMap((pair, n): PairSoFar[] => (statuses[n] === 'none' ? [] : [{ ...pair, status: statuses[n]! }]));
          const { mentorId, menteeId } = proposals[blocked]!;
          const now = so(pairs, at % 2 ? [[menteeId, mentorId]] : []);
          await pool.update(now);
          expect(worth(pool)).toEqual(worth(await WaitingPool.open(run, now, 1)));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('goes to nobody who is kept apart, and never twice the same way', async () => {
    const run = await solved();
    const pairs: PairSoFar[] = [];
    const pool = await WaitingPool.open(run, so(pairs), 1);
    const [first] = pool.offers();
    await pool.update(so([], [[first!.menteeId, first!.mentorId]]));
    expect(pool.offers().map(ids)).not.toContain(ids(first!));
    for (let round = 0; round < 60; round++) {
      await pool.update(so(pairs));
      const offers = pool.offers();
      for (const offer of offers) expect(pairs.map(ids)).not.toContain(ids(offer));
      if (offers.length === 0) return;
      pairs.push(...offers.map(({ mentorId, menteeId }) => ({ mentorId, menteeId, status: 'unavailable' })));
    }
  });
});

/** The facts in which open offers take their places and a declined pair is private. */
function asOf(open: readonly PairSoFar[], declined: PairSoFar) {
  const count = (side: 'mentorId' | 'menteeId', id: string) => open.filter((pair) => pair[side] === id).length;
  return {
    ...snapshot,
    pairs: [...snapshot.pairs, { mentorId: declined.mentorId!, menteeId: declined.menteeId!, kind: 'private' as const }],
    people: people.map((person) => {
      const { enrolled, personId } = person;
      if (!enrolled) return person;
      const { mentor, mentee } = enrolled;
      return {
        ...person,
        enrolled: {
          ...enrolled, ...(mentor && { mentor: { ...mentor, open: count('mentorId', personId) } }), ...(mentee && { mentee: { open: count('menteeId', personId) } }),
        },
      };
    }),
  };
}
