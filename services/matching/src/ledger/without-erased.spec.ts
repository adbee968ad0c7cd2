import type { Proposal, Unmatched } from '../run/result.js';
import { withoutErased } from './without-erased.js';

const proposal = { mentorId: 'ada', menteeId: 'ben', runnerUp: { ofMentee: { personId: 'cleo', score: 9 }, ofMentor: { personId: 'dan', score: 8 } } } as Proposal;
const waiting = { personId: 'eve', role: 'mentee', reason: 'capacity', change: { kind: 'place', mentorId: 'cleo' } } as Unmatched;

describe('what a run found, after an erasure', () => {
  it('names nobody who was erased, whoever the row is about', () => {
    const read = withoutErased(new Set(['ada', 'ben', 'dan', 'eve']), [proposal, null], [waiting, null]);
    expect(read.proposals).toEqual([{ ...proposal, runnerUp: { ofMentee: null, ofMentor: { personId: 'dan', score: 8 } } }, null]);
    expect(read.unmatched).toEqual([{ ...waiting, change: null }, null]);
  });

  it('is as it was while nobody was erased', () => {
    const read = withoutErased(new Set(['ada', 'ben', 'cleo', 'dan', 'eve']), [proposal], [waiting]);
    expect(read).toEqual({ proposals: [proposal], unmatched: [waiting] });
  });
});
