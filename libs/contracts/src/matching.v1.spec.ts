import Value from 'typebox/value';
import { matchingPublic, matchingSealed, type MatchingPublic, type MatchingSealed } from './matching.v1.js';

type Of<U, T> = Extract<U, { type: T }>;
const ids = { pairingId: '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c11', programmeId: '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c12' };
const pair = { ...ids, mentorId: '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c13', menteeId: '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c14' };

describe('contracts of matching', () => {
  it('give consumers plain fields as they are, and sealed ones with null for a key that is gone', () => {
    const paused: Of<MatchingSealed, 'PairingPaused'>['data'] = { ...pair, from: '2026-01-05T00:00:00Z', causes: null };
    const proposed: Of<MatchingSealed, 'PairingProposed'>['data'] = {
      ...ids, overridden: false, endsOn: '2026-07-01', mentorId: null, menteeId: 'x',
      wanted: [{ topic: 'sql', kind: 'skill', baseline: 1 }],
    };
    const ended: Of<MatchingPublic, 'PairingEnded'>['data'] = pair;
    // @ts-expect-error no cause that the domain does not know
    const wrong: Of<MatchingSealed, 'PairingEnded'>['data'] = { ...pair, causes: ['boredom'] };
    expect([paused, proposed, ended, wrong]).toHaveLength(4);
  });

  it('say in their schemas what is allowed', () => {
    const { data } = matchingPublic.PairingActivated;
    const activated = { ...pair, topics: [{ topic: 'sql', kind: 'skill' }], startsOn: '2026-01-05', endsOn: '2026-07-01' };
    expect(Value.Check(data, activated)).toBe(true);
    expect(Value.Check(data, { ...activated, topics: [{ topic: 'sql', kind: 'hobby' }] })).toBe(false);
    expect(Value.Check(matchingSealed.PairingPaused.sealed, { causes: ['block'] })).toBe(true);
    expect(Value.Check(matchingSealed.PairingPaused.sealed, { causes: ['boredom'] })).toBe(false);
  });

  it('tell outsiders neither of an offer, nor of a side, a cause or a baseline', () => {
    const fields = JSON.stringify(Object.values(matchingPublic).map((contract) => contract.data));
    for (const word of ['side', 'cause', 'baseline', 'target']) expect(fields).not.toContain(word);
    for (const type of ['Proposed', 'Accepted', 'Declined', 'Expired']) {
      expect(matchingPublic).not.toHaveProperty(`Pairing${type}`);
    }
    expect(matchingPublic).not.toHaveProperty('RematchRequested');
    const { PairingEnded, PairingCompleted } = matchingPublic;
    expect(Object.keys(PairingEnded.data.properties)).toEqual(Object.keys(PairingCompleted.data.properties));
  });
});
