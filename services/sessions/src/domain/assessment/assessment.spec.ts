import type { AssessmentOccasion, Rater } from '@flipside/contracts';
import { foldsAfterErasure, foldsFromItsEvents, given } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, STRANGER, samplePair } from '../pair.samples.js';
import { assessmentDecider, type AssessmentCommand } from './decide.js';
import { assessmentSchemas, type AssessmentEvent } from './events.js';

const raterIs = { self: LEADER, mentor: MENTOR, evidence: MENTOR } as const;

function assess(rater: Rater, occasion: AssessmentOccasion, day = '2026-01-12', change: object = {}): AssessmentCommand {
  const then = rater === 'self' && occasion === 'end' ? { ratingThen: 0 } : {};
  const sprint = rater === 'evidence' ? { sprintId: 's1' } : {};
  const at = `${day}T09:00:00.000Z`;
  return {
    type: 'assessSkill', ...samplePair, skill: 'prompting', by: raterIs[rater], rater, occasion, rating: 2, target: 3, at,
    ...then, ...sprint, ...change,
  };
}
function assessed(rater: Rater, occasion: AssessmentOccasion, assessedOn = '2026-01-12'): AssessmentEvent {
  const ratingThen = rater === 'self' && occasion === 'end' ? 0 : null;
  const sprintId = rater === 'evidence' ? 's1' : null;
  return {
    type: 'SkillAssessed',
    data: { ...samplePair, skill: 'prompting', occasion, assessedOn, rater, rating: 2, ratingThen, target: 3, sprintId },
  };
}
const grow = (by: string, occasion: AssessmentOccasion = 'baseline'): AssessmentCommand => ({
  type: 'assessGrowth', ...samplePair, skill: 'listening', by, occasion, rating: 3, comment: null, at: '2026-01-12T09:00:00.000Z',
});

describe('assessing a skill of the leader', () => {
  it('is done by the leader, by the mentor and from evidence', () => {
    for (const rater of ['self', 'mentor', 'evidence'] as const) {
      given(assessmentDecider).when(assess(rater, 'baseline')).then(assessed(rater, 'baseline'));
    }
    given(assessmentDecider).when(assess('self', 'baseline', '2026-01-12', { by: MENTOR })).thenRefused('not-the-rater');
    given(assessmentDecider).when(assess('mentor', 'baseline', '2026-01-12', { by: LEADER })).thenRefused('not-the-rater');
    given(assessmentDecider).when(assess('self', 'baseline', '2026-01-12', { by: STRANGER })).thenRefused('assessment-not-found');
  });

  it.each([
    ['skill-not-agreed', assess('self', 'baseline', '2026-01-12', { target: null })],
    ['evidence-missing', assess('evidence', 'baseline', '2026-01-12', { sprintId: undefined })],
    ['level-out-of-range', assess('self', 'baseline', '2026-01-12', { rating: 6 })],
    ['level-out-of-range', assess('self', 'baseline', '2026-01-12', { rating: -1 })],
    ['level-out-of-range', assess('self', 'baseline', '2026-01-12', { rating: 2.5 })],
    ['then-rating-misplaced', assess('self', 'baseline', '2026-01-12', { ratingThen: 1 })],
    ['then-rating-misplaced', assess('mentor', 'end', '2026-01-12', { ratingThen: 1 })],
    ['then-rating-missing', assess('self', 'end', '2026-01-12', { ratingThen: undefined })],
  ])('refuses %s', (code, command) => {
    given(assessmentDecider).when(command).thenRefused(code);
  });

  it('at the end needs a baseline by the same rater; evidence any', () => {
    given(assessmentDecider, assessed('self', 'baseline')).when(assess('self', 'end')).then(assessed('self', 'end'));
    given(assessmentDecider, assessed('mentor', 'baseline')).when(assess('self', 'end')).thenRefused('baseline-missing');
    given(assessmentDecider).when(assess('mentor', 'end')).thenRefused('baseline-missing');
    given(assessmentDecider, assessed('self', 'baseline')).when(assess('evidence', 'end')).then(assessed('evidence', 'end'));
    given(assessmentDecider).when(assess('evidence', 'end')).thenRefused('baseline-missing');
  });

  it('is done once on an occasion, the baseline first', () => {
    given(assessmentDecider, assessed('self', 'baseline')).when(assess('self', 'baseline')).thenRefused('already-assessed');
    given(assessmentDecider, assessed('self', 'mid')).when(assess('self', 'baseline')).thenRefused('baseline-too-late');
    given(assessmentDecider, assessed('self', 'mid')).when(assess('mentor', 'baseline')).then(assessed('mentor', 'baseline'));
    given(assessmentDecider).when(assess('self', 'mid')).then(assessed('self', 'mid'));
  });

  it('again comes 90 days after the reading at the end', () => {
    const done = [assessed('self', 'baseline'), assessed('self', 'end', '2026-07-01')] as const;
    given(assessmentDecider, ...done).when(assess('self', 'retest', '2026-09-29')).then(assessed('self', 'retest', '2026-09-29'));
    given(assessmentDecider, ...done).when(assess('self', 'retest', '2026-09-28')).thenRefused('too-early-for-retest');
    given(assessmentDecider, ...done).when(assess('mentor', 'retest', '2026-09-29')).thenRefused('end-reading-missing');
  });
});

describe('the mentor’s growth', () => {
  it('is seen by the mentor and by the leader', () => {
    const facts = { ...samplePair, skill: 'listening', occasion: 'baseline' as const, assessedOn: '2026-01-12', rating: 3 };
    const by = (rater: 'self' | 'leader'): AssessmentEvent => ({
      type: 'GrowthAssessed', data: { ...facts, rater, comment: null },
    });
    given(assessmentDecider).when(grow(LEADER)).then(by('leader'));
    given(assessmentDecider, by('leader')).when(grow(MENTOR)).then(by('self'));
    given(assessmentDecider, by('leader')).when(grow(LEADER)).thenRefused('already-assessed');
    given(assessmentDecider).when(grow(LEADER, 'end')).thenRefused('baseline-missing');
    given(assessmentDecider).when(grow(STRANGER)).thenRefused('assessment-not-found');
  });

  it('is sealed so that no service is granted it, under both', () => {
    const [rule] = assessmentSchemas.GrowthAssessed.seal!;
    expect(rule).toMatchObject({ class: 'notes', fields: ['rater', 'rating', 'comment'] });
  });
});

describe('an assessment', () => {
  const rater = fc.constantFrom('self' as const, 'mentor' as const, 'evidence' as const);
  const occasion = fc.constantFrom('baseline' as const, 'mid' as const, 'end' as const, 'retest' as const);
  const day = fc.constantFrom('2026-01-12', '2026-07-01', '2026-12-01');
  const command = fc.oneof(
    fc.tuple(rater, occasion, day).map(([who, when, on]) => assess(who, when, on)),
    fc.tuple(fc.constantFrom(MENTOR, LEADER, STRANGER), occasion).map(([who, when]) => grow(who, when)),
  );
  it('folds from its events', () => foldsFromItsEvents(assessmentDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(assessmentDecider, assessmentSchemas, command));
});
