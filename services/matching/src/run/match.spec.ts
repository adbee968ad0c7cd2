import { canonicalJson } from '@flipside/privacy/canonical-json';
import fc from 'fast-check';
import { judgePair } from '../scoring/pairs/judge.js';
import type { Snapshot } from '../scoring/snapshot.js';
import { chance } from '../testing/random.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { match } from './match.js';

const orders = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  mentors: fc.integer({ min: 1, max: 40 }),
  mentees: fc.integer({ min: 1, max: 40 }),
  oddOneIn: fc.constantFrom(0, 8, 25),
  policy: fc.record({ qualityFloor: fc.constantFrom(0, 550_000), topLevel: fc.constantFrom(5, 9) }),
});
const each = (law: (snapshot: Snapshot, seed: number) => Promise<void>, numRuns = 20): Promise<void> =>
  fc.assert(fc.asyncProperty(orders, async (order) => law(randomSnapshot(order), order.seed)), { numRuns });

/** The same people in another order. */
function shuffled(snapshot: Snapshot, seed: number): Snapshot {
  const random = chance(seed);
  const mixed = <T>(list: readonly T[]): T[] =>
    list.map((item) => ({ item, at: random.next() })).sort((a, b) => a.at - b.at).map(({ item }) => item);
  return { ...snapshot, people: mixed(snapshot.people), pairs: mixed(snapshot.pairs) };
}

describe('a run', () => {
  it('gives the same bytes for the same people, whatever order they are read in', () =>
    each(async (snapshot, seed) => {
      const [one, other] = [await match(snapshot, { seed }), await match(shuffled(snapshot, seed), { seed })];
      expect(canonicalJson(other.result)).toBe(canonicalJson(one.result));
      expect([...other.solved.solution.columnOf]).toEqual([...one.solved.solution.columnOf]);
    }));

  it('proposes no pair that breaks a hard constraint, nobody twice, no mentor beyond their places', () =>
    each(async (snapshot, seed) => {
      const { result, solved: { field } } = await match(snapshot, { seed });
      const mentors = new Map(field.mentors.map((mentor) => [mentor.personId, mentor]));
      const mentees = new Map(field.mentees.map((mentee) => [mentee.personId, mentee]));
      const taken = new Map<string, number>();
      for (const { mentorId, menteeId, second, fit, tellCustodian } of result.proposals) {
        const judged = judgePair(field.court, mentors.get(mentorId)!, mentees.get(menteeId)!, second);
        expect(judged).toEqual({ broken: [], tellCustodian, fit });
        taken.set(mentorId, (taken.get(mentorId) ?? 0) + 1);
      }
      expect(new Set(result.proposals.map(({ menteeId }) => menteeId)).size).toBe(result.proposals.length);
      for (const [mentorId, count] of taken) expect(count).toBeLessThanOrEqual(mentors.get(mentorId)!.slots);
    }));

  it('accounts for everybody who waits', () =>
    each(async (snapshot, seed) => {
      const { result: { counts, report, proposals, unmatched, topics } } = await match(snapshot, { seed });
      expect(counts.proposed + counts.unmatchedMentees).toBe(report.waiting);
      expect(proposals.length).toBe(counts.proposed);
      expect(unmatched.filter(({ role }) => role === 'mentor')).toHaveLength(counts.unmatchedMentors);
      for (const { wanted, proposed } of topics) expect(proposed).toBeLessThanOrEqual(wanted);
    }));

  it('is never worse than simpler methods, in pairs first and then in score', () =>
    each(async (snapshot, seed) => {
      const { report } = (await match(snapshot, { seed })).result;
      for (const other of [report.deferredAcceptance, report.greedy!]) {
        expect(other.pairs).toBeLessThanOrEqual(report.matched);
        if (other.pairs === report.matched) expect(other.total).toBeLessThanOrEqual(report.total);
      }
    }));

  it('counts blocking pairs as a look at every pair does', () =>
    each(async (snapshot, seed) => {
      const { result, solved: { field } } = await match(snapshot, { seed });
      const own = new Map(result.proposals.map((proposal) => [proposal.menteeId, proposal]));
      const first = field.policy.weights.secondSlot * 10_000;
      const base = (at: (typeof result.proposals)[number]) => at.fit.score - (at.second ? 0 : first);
      let blocking = 0;
      for (const mentor of field.mentors) {
        const theirs = result.proposals.filter(({ mentorId }) => mentorId === mentor.personId).map(base);
        const worst = theirs.length < mentor.slots ? -1 : Math.min(...theirs);
        for (const mentee of field.mentees) {
          const { broken, fit } = judgePair(field.court, mentor, mentee);
          const score = fit.score - (mentor.open > 0 ? 0 : first);
          const has = own.get(mentee.personId);
          const mayPair = broken.length === 0 && has?.mentorId !== mentor.personId;
          if (mayPair && score > (has ? base(has) : -1) && score > worst) blocking++;
        }
      }
      expect(result.report.blockingPairs).toBe(blocking);
    }, 15));

  it('names for each side the best other partner', () =>
    each(async (snapshot, seed) => {
      const { result, solved: { field } } = await match(snapshot, { seed });
      for (const { mentorId, menteeId, runnerUp } of result.proposals) {
        const mentee = field.mentees.find(({ personId }) => personId === menteeId)!;
        const others = field.mentors
          .filter(({ personId }) => personId !== mentorId)
          .map((mentor) => judgePair(field.court, mentor, mentee));
        const best = Math.max(-1, ...others.filter(({ broken }) => broken.length === 0).map(({ fit }) => fit.score));
        expect(runnerUp.ofMentee?.score ?? -1).toBe(best);
      }
    }, 15));
});
