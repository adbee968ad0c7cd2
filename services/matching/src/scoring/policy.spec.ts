import { defaultPolicy, matchingCriteria } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import { validatePolicy } from './policy.js';

const policy = defaultPolicy.matching;
const refused = (changed: unknown): string => {
  try {
    validatePolicy(changed);
    return 'accepted';
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('a matching policy', () => {
  it('is taken as it is when it makes sense', () => expect(validatePolicy(policy)).toBe(policy));

  it.each([
    ['no policy', null],
    ['a limit out of range', { ...policy, minChainDistance: 2 }],
    ['no level gap', { ...policy, minLevelGap: 0 }],
    ['a weight below 0', { ...policy, weights: { ...policy.weights, topicFit: -1 } }],
    ['a weight that is no whole number', { ...policy, weights: { ...policy.weights, topicFit: 0.5 } }],
    ['a weight missing', { ...policy, weights: { ...policy.weights, topicFit: undefined } }],
    ['a weight of nothing known', { ...policy, weights: { ...policy.weights, gender: 5 } }],
    ['a switch for power distance', { ...policy, powerDistance: false }],
    ['no weight at all', { ...policy, weights: Object.fromEntries(matchingCriteria.map((criterion) => [criterion, 0])) }],
  ])('is refused with %s', (_, changed) => expect(refused(changed)).toBe('policy-invalid'));
});
