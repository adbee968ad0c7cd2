import type { TSchema } from 'typebox';
import Value from 'typebox/value';
import { sessionsPublic, sessionsSealed, type SessionsPublic, type SessionsSealed } from './sessions.v1.js';

type Of<U, T> = Extract<U, { type: T }>;
const id = '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c11';
const pair = { pairingId: id, programmeId: id, mentorId: id, menteeId: id };

/** Every schema without fields of its own, with the path to it. */
function leaves(schema: TSchema, path: string): [string, TSchema][] {
  const { properties, items, anyOf } = schema as { properties?: Record<string, TSchema>; items?: TSchema; anyOf?: TSchema[] };
  if (properties) return Object.entries(properties).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`));
  if (items) return leaves(items, `${path}[]`);
  if (anyOf) return anyOf.flatMap((inner) => leaves(inner, path));
  return [[path, schema]];
}

const holdsNoText = (schema: TSchema): boolean => {
  const { type, format, pattern, const: literal, enum: words } = schema as Record<string, unknown>;
  if (words || literal !== undefined || ['number', 'integer', 'boolean', 'null'].includes(type as string)) return true;
  return ['uuid', 'date', 'date-time'].includes(format as string) || (typeof pattern === 'string' && pattern.startsWith('^'));
};

describe('contracts of sessions', () => {
  it('have room for no free text in what outsiders see', () => {
    const all = Object.entries(sessionsPublic).flatMap(([type, { data }]) => leaves(data, type));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(([, schema]) => !holdsNoText(schema)).map(([path]) => path)).toEqual([]);
  });

  it('tell outsiders of no exit, rating, answer, warning, concern, silence or note', () => {
    const types = Object.keys(sessionsPublic).join();
    expect(types).not.toMatch(/Withdrawn|Assessed|Answered|Warning|Concern|Silence|Note|Shared|Signed|Drafted/);
    const fields = JSON.stringify(Object.values(sessionsPublic).map((contract) => contract.data));
    const words = ['baseline', 'target', 'rating', 'answers', 'respondent', 'text', 'raiser'];
    for (const word of words) expect(fields).not.toContain(`"${word}`);
  });

  it('repeat in the sealed audience all that outsiders see of a category that has a sealed part', () => {
    for (const [type, contract] of Object.entries(sessionsPublic)) {
      if (!/^(Agreement|Stall|Drift|CheckIn|Insight|Action|Impact)/.test(type)) continue;
      const sealed = sessionsSealed[type as keyof typeof sessionsSealed];
      expect(Object.keys(sealed.data.properties)).toEqual(expect.arrayContaining(Object.keys(contract.data.properties)));
    }
  });

  it('give consumers plain fields as they are, and sealed ones with null for a key that is gone', () => {
    const withdrawn: Of<SessionsSealed, 'AgreementWithdrawn'>['data'] = { ...pair, side: null };
    const skill = { ...pair, skill: 'prompting', occasion: 'end' as const, assessedOn: '2026-01-05' };
    const reading = { rater: 'self' as const, rating: 3, ratingThen: 1, target: null };
    const assessed: Of<SessionsSealed, 'SkillAssessed'>['data'] = { ...skill, ...reading };
    // @ts-expect-error a public contract says nothing of a level
    const wrong: Of<SessionsPublic, 'AgreementInForce'>['data']['levels'] = [];
    expect([withdrawn, assessed, wrong]).toHaveLength(3);
  });

  it('say in their schemas what is allowed', () => {
    const held = { ...pair, sessionId: id, startsAt: '2026-01-05T09:00:00.000Z' };
    const allows = (...stretches: object[]): boolean => Value.Check(sessionsPublic.SessionHeld.data, { ...held, stretches });
    expect(allows({ kind: 'hands-on', minutes: 45 })).toBe(true);
    expect(allows({ kind: 'gossip', minutes: 45 })).toBe(false);
    expect(allows({ kind: 'hands-on', minutes: 45, topic: 'Ask Jane Doe' })).toBe(false);
  });
});
