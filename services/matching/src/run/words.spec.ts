import { unmatchedReasons } from '@flipside/contracts';
import { overridable } from '../domain/constraints.js';
import { randomSnapshot } from '../testing/random-snapshot.js';
import { match } from './match.js';
import type { Change } from './result.js';
import { factsInWords, unmatchedInWords } from './words.js';

describe('facts in words', () => {
  it('are a sentence for each criterion, with nothing left open', async () => {
    const { proposals } = (await match(randomSnapshot({ seed: 4, mentors: 60, mentees: 60, oddOneIn: 10 }), { seed: 1 })).result;
    expect(proposals.length).toBeGreaterThan(10);
    for (const { fit } of proposals) {
      const words = factsInWords(fit);
      expect(words).toHaveLength(fit.criteria.length);
      for (const line of words) expect(line).toMatch(/^[A-Z0-9“].*\.$/);
      expect(words.join(' ')).not.toMatch(/null|undefined|NaN/);
    }
    expect(proposals.flatMap(({ fit }) => factsInWords(fit)).join(' ')).toContain('counted as the middle');
  });

  it('say how well the topic fits', () => {
    const topics = [
      { topic: 'generative-ai', kind: 'skill' as const, priority: 1, mentor: 5, mentee: 1, monthsSinceUse: null },
      { topic: 'younger-customers', kind: 'perspective' as const, priority: 2 },
    ];
    const fact = { criterion: 'topicFit' as const, topics };
    const line = { criterion: fact.criterion, weight: 40, value: 1, points: 1, neutral: true, fact };
    expect(factsInWords({ score: 1, criteria: [line] })).toEqual([
      '“Generative AI at work”, wish 1: mentor at 5, leader at 1, last use not stated; “How younger customers behave”, wish 2.',
    ]);
  });

  it('have a reason and a change for everybody who was left alone', () => {
    const changes: (Change | null)[] = [
      null, { kind: 'state-topics' }, { kind: 'complete-chain' }, { kind: 'find-partner', topic: 'prompting' },
      { kind: 'place', mentorId: 'mia' }, { kind: 'more-mentees' },
      { kind: 'floor', to: 400_000 }, { kind: 'floor', to: 400_000, taken: true }, { kind: 'several', constraints: ['language', 'contractor'] },
      ...[...overridable].map((constraint): Change => ({ kind: 'constraint', constraint, by: 15 })),
    ];
    for (const reason of unmatchedReasons) {
      for (const change of changes) {
        const { why, change: help } = unmatchedInWords({ reason, change });
        expect([why, help].join(' ')).not.toMatch(/null|undefined|mia/);
        expect(help).toMatch(/\.$/);
      }
    }
  });

  it('say of how many pairs a change is the smallest, and that a partner has no place left', () => {
    const change: Change = { kind: 'constraint', constraint: 'availability', by: 15, taken: true };
    expect(unmatchedInWords({ reason: 'all-constrained', change, looks: { pairs: 150, of: 4_000 } }).change).toBe(
      'Of the first 150 of 4000 pairs with a topic in common: 15 more minutes in common a week. And one more place: whoever it would do with has a partner.',
    );
  });
});
