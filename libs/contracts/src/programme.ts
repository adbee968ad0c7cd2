import { Type, type Static } from 'typebox';
import { dataClasses, type DataClass } from './data-classes.js';
import { day, uuid } from './scalars.js';

const whole = (minimum: number, maximum: number, description: string) => Type.Integer({ minimum, maximum, description });

/** The criteria that are weighed; each gives 0..1, a weight of 0 switches it off. */
export const matchingCriteria = [
  'topicFit', 'differentSilo', 'availability', 'proximity', 'careerGoal', 'language', 'levelDistance', 'secondSlot',
] as const;
export type MatchingCriterion = (typeof matchingCriteria)[number];

const weight = (description: string) => whole(0, 100, description);

/** Limits and weights of matching. What is never switched off is not here. */
export const matchingPolicy = Type.Object({
  weights: Type.Object({
    topicFit: weight('priority, gap, effective proficiency and recency of the topic'),
    differentSilo: weight('another silo than the mentor’s'),
    availability: weight('minutes of common availability'),
    proximity: weight('same site, else few hours of time-zone distance'),
    careerGoal: weight('the mentor’s career goal is one that the leader can support'),
    language: weight('fluency in the best shared language'),
    levelDistance: weight('levels between the two'),
    secondSlot: weight('what a mentor’s second pairing costs'),
  }),
  minChainDistance: whole(3, 10, 'links; closer in one chain is forbidden'),
  topLevel: whole(1, 10, 'leaders at or above it may be paired within their own chain, farther up and by opt-in'),
  minLevelGap: whole(1, 9, 'levels that the mentor is below the leader'),
  minSharedMinutes: whole(30, 2_400, 'minutes of common availability in the smallest week of the window'),
  qualityFloor: whole(0, 1_000_000, 'least score of a pair that is proposed'),
  contractorsAdmitted: Type.Boolean(),
});

/** Months after which the key of a class is destroyed, counted from the end of its scope. */
const retentionMonths = Type.Object(
  Object.fromEntries(dataClasses.map((name) => [name, Type.Integer({ minimum: 1, maximum: 120 })])) as Record<
    DataClass,
    ReturnType<typeof Type.Integer>
  >,
);

export const programmePolicy = Type.Object({
  window: Type.Object({ from: day, to: day }),
  matching: matchingPolicy,
  offerWorkingDays: whole(1, 30, 'working days of the person’s own calendar to answer an offer'),
  cadence: Type.Object({
    sessions: whole(1, 52, 'sessions of an agreement'),
    months: whole(1, 24, 'months of an agreement'),
    minMinutes: whole(15, 240, 'minutes of a session'),
    maxMinutes: whole(15, 240, 'minutes of a session'),
  }),
  minHoursPerMonth: whole(1, 40, 'hours a month that a mentor’s line manager releases'),
  training: Type.Object({ mentor: Type.Array(Type.String()), mentee: Type.Array(Type.String()) }, {
    description: 'Codes of the modules that each role completes before it is ready.',
  }),
  k: whole(5, 100, 'distinct mentors, and leaders, below which a sealed figure is hidden'),
  kComments: whole(10, 100, 'the same for comments'),
  retentionMonths,
});

export const defaultPolicy: Omit<Static<typeof programmePolicy>, 'window'> = {
  matching: {
    weights: {
      topicFit: 40, differentSilo: 15, availability: 10, proximity: 5,
      careerGoal: 10, language: 10, levelDistance: 5, secondSlot: 5,
    },
    minChainDistance: 3, topLevel: 9, minLevelGap: 2, minSharedMinutes: 60, qualityFloor: 200_000, contractorsAdmitted: false,
  },
  offerWorkingDays: 5,
  cadence: { sessions: 6, months: 6, minMinutes: 45, maxMinutes: 60 },
  minHoursPerMonth: 2,
  training: {
    mentor: [
      'role-and-boundaries', 'running-a-sprint', 'feedback-upwards', 'confidentiality-and-limits', 'emotional-load',
      'recontracting-and-closing',
    ],
    mentee: [
      'listening-and-vulnerability', 'letting-the-junior-lead', 'hands-on-learning', 'receiving-and-giving-feedback',
      'no-repercussion-pledge', 'recontracting-and-closing',
    ],
  },
  k: 5,
  kComments: 10,
  retentionMonths: {
    identity: 24, employment: 24, profile: 24, trait: 12, notes: 6, ratings: 24, answers: 24, choices: 24, voice: 24, concern: 36,
  },
};

export const objectiveDirections = ['up', 'down'] as const;

/** What anybody may know of an objective: its measure is a code, its statement stays inside. */
export const objectiveFacts = Type.Object({
  objectiveId: uuid,
  measure: Type.String({ pattern: '^[a-z][a-z0-9-]*$', examples: ['time-to-decision'] }),
  unit: Type.String({ pattern: '^[a-z%][a-z0-9-]*$|^%$', description: 'A code: `days`, `%`, `points`.', examples: ['days'] }),
  direction: Type.Union([Type.Literal('up'), Type.Literal('down')]),
  baseline: Type.Number(),
  target: Type.Number(),
});

/** Units of each silo at opening, the silo itself included; a programme's silo figures use this map, whatever moves later. */
export const siloMap = Type.Array(Type.Object({ siloId: uuid, unitIds: Type.Array(uuid) }));

export type MatchingPolicy = Static<typeof matchingPolicy>;
export type ProgrammePolicy = Static<typeof programmePolicy>;
export type ObjectiveFacts = Static<typeof objectiveFacts>;
export type SiloMap = Static<typeof siloMap>;
