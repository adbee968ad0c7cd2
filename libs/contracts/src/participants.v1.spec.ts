import Value from 'typebox/value';
import { defaultPolicy, programmePolicy } from './programme.js';
import { participantsPublic, participantsSealed, type ParticipantsPublic, type ParticipantsSealed } from './participants.v1.js';
import { careerAreas, findTopic, topics } from './topics.js';

type Of<U, T> = Extract<U, { type: T }>;
const id = '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c11';

describe('contracts of participants', () => {
  it('give consumers plain fields as they are, and sealed ones with null for a key that is gone', () => {
    const gone = { effectiveOn: null, employment: null, reason: null };
    const changed: Of<ParticipantsSealed, 'EmploymentChanged'>['data'] = { personId: id, ...gone };
    const ready: Of<ParticipantsPublic, 'EnrolmentReady'>['data'] = { programmeId: id, cohort: 1, personId: id, role: 'mentor' };
    // @ts-expect-error a public contract has no sealed field
    const wrong: Of<ParticipantsPublic, 'EnrolmentReady'>['data'] = { ...ready, cause: 'left' };
    expect([changed, ready, wrong]).toHaveLength(3);
  });

  it('tell outsiders no name, text, person in charge, withdrawal or refusal', () => {
    const fields = JSON.stringify(Object.values(participantsPublic).map((contract) => contract.data));
    const words = ['"name"', 'statement', 'title', 'sponsor', 'custodian', 'admin', 'cause', 'reason'];
    for (const word of words) expect(fields).not.toContain(word);
    const types = Object.keys(participantsPublic).join();
    expect(types).not.toMatch(/Withdrawn|Refused|Paused|Waitlisted|Employment|Profile/);
  });

  it('repeat all that outsiders see in the sealed audience, whose readers fold that one alone', () => {
    for (const [type, contract] of Object.entries(participantsPublic)) {
      expect(participantsSealed).toHaveProperty(type);
      const sealed = participantsSealed[type as keyof typeof participantsPublic];
      expect(Object.keys(sealed.data.properties)).toEqual(expect.arrayContaining(Object.keys(contract.data.properties)));
    }
  });

  it('ship a policy that its own schema allows, whose weights make a hundred', () => {
    const window = { from: '2026-01-05', to: '2026-07-03' };
    expect(Value.Check(programmePolicy, { ...defaultPolicy, window })).toBe(true);
    expect(Object.values(defaultPolicy.matching.weights).reduce((a, b) => a + b)).toBe(100);
    expect(Value.Check(programmePolicy, { ...defaultPolicy, k: 4, window })).toBe(false);
  });
});

describe('the topic catalogue', () => {
  it('finds a topic by code, name or synonym, whatever the case', () => {
    expect(findTopic('generative-ai')?.kind).toBe('skill');
    expect(findTopic(' ChatGPT ')?.code).toBe('generative-ai');
    expect(findTopic('Lived diversity and inclusion')?.kind).toBe('perspective');
    expect(findTopic('knitting')).toBeUndefined();
  });

  it('gives no word to two topics', () => {
    const words = topics.flatMap((topic) => [...new Set([topic.code, topic.name.toLowerCase(), ...topic.synonyms])]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
    expect(new Set(careerAreas).size).toBe(careerAreas.length);
  });
});
