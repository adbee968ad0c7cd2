import type { WhatIf } from '../domain/match-run/events.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { match } from './match.js';
import { compareResults, whatIfSnapshot } from './what-if.js';

const policy = { minSharedMinutes: 30, qualityFloor: 0 };
const snapshot = randomSnapshot({ seed: 21, mentors: 25, mentees: 40, oddOneIn: 25, policy });
const run = async (changes: Partial<WhatIf>, added?: Parameters<typeof whatIfSnapshot>[2]) => {
  const whatIf = { against: 'present', ...changes };
  return (await match(whatIfSnapshot(snapshot, whatIf, added), { seed: 1, without: whatIf.without })).result;
};

describe('a what-if', () => {
  it('that changes nothing changes nobody', async () =>
    expect(compareResults(await run({}), await run({}))).toEqual({ changed: [], pairs: 0, score: 0 }));

  it('with other weights says who would change, and what it does to the score', async () => {
    const [present, other] = [await run({}), await run({ weights: { topicFit: 0, differentSilo: 100 } })];
    const { changed } = compareResults(present, other);
    expect(changed.length).toBeGreaterThan(0);
    for (const { menteeId, from, to } of changed) {
      expect(present.proposals.find((proposal) => proposal.menteeId === menteeId)?.mentorId ?? null).toBe(from);
      expect(other.proposals.find((proposal) => proposal.menteeId === menteeId)?.mentorId ?? null).toBe(to);
    }
  });

  it('with more places never matches fewer, with fewer never more', async () => {
    const present = await run({});
    const mentors = snapshot.people.filter(({ enrolled }) => enrolled?.mentor).map(({ personId }) => personId);
    const all = (places: number) => Object.fromEntries(mentors.map((id) => [id, places]));
    expect(compareResults(present, await run({ capacity: all(2) })).pairs).toBeGreaterThan(0);
    expect(compareResults(present, await run({ capacity: all(0) })).pairs).toBe(-present.proposals.length);
  });

  it('with one constraint off never matches fewer', async () => {
    const present = await run({});
    for (const without of ['language', 'availability', 'level-gap', 'topic', 'contractor'] as const) {
      expect(compareResults(present, await run({ without })).pairs).toBeGreaterThanOrEqual(0);
    }
  });

  it('with people added takes them in', async () => {
    const links = { line: 'p0000000', dottedLine: [], appraiser: null, unresolved: [], topOfTree: false };
    const joining = randomSnapshot({ seed: 22, mentors: 60, mentees: 0, above: 0 }).people;
    const people = joining.map((person) => ({ ...person, personId: `new ${person.personId}`, links }));
    const result = await run({}, { people, pairs: [] });
    expect(result.counts.mentors).toBe((await run({})).counts.mentors + 60);
  });

  it('knows what stands between people added and those who are there', async () => {
    const [first] = (await run({})).proposals;
    const pairs = [{ mentorId: first!.mentorId, menteeId: first!.menteeId, kind: 'private' as const }];
    const { proposals } = await run({}, { people: [], pairs });
    expect(proposals.some(({ mentorId, menteeId }) => mentorId === first!.mentorId && menteeId === first!.menteeId)).toBe(false);
  });

  it.each(['power-distance', 'own-chain', 'chain-unknown', 'private', 'capacity'] as const)('never sets %s aside', (without) =>
    expect(() => whatIfSnapshot(snapshot, { against: 'present', without })).toThrow('never set aside'));
});
