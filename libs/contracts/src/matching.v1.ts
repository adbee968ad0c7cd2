import { Type, type Static, type TProperties } from 'typebox';
import type { ContractDefinition, ReceivedOf } from './contract.js';
import { underKeys } from './sealed-fields.js';

const id = Type.String({ format: 'uuid' });
const date = Type.String({ format: 'date' });
const instant = Type.String({ format: 'date-time' });
const count = Type.Integer({ minimum: 0 });
const proficiency = Type.Integer({ minimum: 0, maximum: 5 });
const topicCode = Type.String({ examples: ['prompting'] });
const topicKind = Type.Union([Type.Literal('skill'), Type.Literal('perspective')]);

/** Which of the two in a pairing. */
export const pairingSide = Type.Union([Type.Literal('mentor'), Type.Literal('mentee')]);
export type PairingSide = Static<typeof pairingSide>;

/** What a pairing is about, as everybody may know it. */
export const pairingTopic = Type.Object({ topic: topicCode, kind: topicKind });
export type PairingTopic = Static<typeof pairingTopic>;

/** The same with what the mentee wished for: where the mentee stands (0–5) and wants to be. A perspective has neither. */
export const wantedTopic = Type.Object({
  topic: topicCode,
  kind: topicKind,
  baseline: Type.Optional(proficiency),
  target: Type.Optional(proficiency),
});
export type WantedTopic = Static<typeof wantedTopic>;

/**
 * Why a pairing rests or ends. Sealed: outside all of these read as "paused" and "closed by the programme".
 * `withdrawal` … `eligibility` close the pairing at the next weekly review unless lifted before; `programme`,
 * `absence` and `enrolmentPaused` are a rest only.
 */
export const pauseCauses = [
  'withdrawal', 'block', 'leaver', 'erasure', 'powerDistance', 'eligibility', 'enrolmentWithdrawn', 'windowOver', 'closedByAdmin',
  'programme', 'absence', 'enrolmentPaused',
] as const;
export type PauseCause = (typeof pauseCauses)[number];

/** Why a person was left without a pairing in a run. */
export const unmatchedReasons = [
  'nothing-wished', 'nobody-offers', 'nobody-wishes', 'all-constrained', 'chain-unknown', 'capacity', 'below-floor',
] as const;
export type UnmatchedReason = (typeof unmatchedReasons)[number];

const cause = Type.Enum([...pauseCauses]);
const unmatchedReason = Type.Enum([...unmatchedReasons]);
const cohort = Type.Optional(Type.Integer({ minimum: 1 }));
const run = { runId: id, programmeId: id, cohort };
const pairing = { pairingId: id, programmeId: id, cohort };
const pair = { ...pairing, mentorId: id, menteeId: id };
const chosen = <const F extends TProperties>(subjects: readonly string[], fields: F) => underKeys('choices', subjects, fields);
const both = ['mentorId', 'menteeId'];
const sideOf = (subject: 'by' | 'about') => Type.Object(chosen([subject], { side: pairingSide }));
const wantedOfBoth = chosen(both, { wanted: Type.Array(wantedTopic) });
const causes = Type.Object(chosen(['about'], { causes: Type.Array(cause) }));

const runCounts = Type.Object({
  mentors: count, mentees: count, proposed: count, unmatchedMentors: count, unmatchedMentees: count,
});

const topicCounts = Type.Object({
  topic: topicCode,
  kind: topicKind,
  wanted: count,
  offered: count,
  proposed: count,
  unmatched: Type.Array(Type.Object({ reason: unmatchedReason, people: count })),
});

const activated = Type.Object({ ...pair, topics: Type.Array(pairingTopic), startsOn: date, endsOn: date });
const pausedOn = Type.Object({ ...pair, fromDay: date });

/** What an analyst may keep for ever: no offer, no decline, no cause, no score. Every pause and early ending reads alike. */
export const matchingPublic = {
  MatchRunPublished: {
    audience: 'public', minor: 0, description: 'A named person published the proposals of a run.',
    data: Type.Object({ ...run, counts: runCounts }),
  },
  PairingActivated: {
    audience: 'public', minor: 0, description: 'Both sides accepted: the pairing begins.',
    data: activated,
  },
  PairingPaused: {
    audience: 'public', minor: 0, description: 'The programme paused the pairing, from that day on.',
    data: pausedOn,
  },
  PairingResumed: {
    audience: 'public', minor: 0, description: 'A paused pairing goes on.',
    data: Type.Object(pair),
  },
  PairingExtended: {
    audience: 'public', minor: 0, description: 'The pairing has a later end.',
    data: Type.Object({ ...pair, endsOn: date }),
  },
  PairingCompleted: {
    audience: 'public', minor: 0, description: 'The pairing came to its end with a closing conversation.',
    data: Type.Object(pair),
  },
  PairingEnded: {
    audience: 'public', minor: 0, description: 'The pairing was closed by the programme before its end.',
    data: Type.Object(pair),
  },
} as const satisfies Record<string, ContractDefinition>;

/** The whole life of runs and pairings, for sessions and analytics. Sealed fields are of class `choices`, scope pairing; what somebody chose is sealed under their own key. */
export const matchingSealed = {
  MatchRunCompleted: {
    audience: 'sealed', minor: 0, description: 'A run was computed: wanted, offered and found, by topic. Never a what-if.',
    data: Type.Object({ ...run, counts: runCounts, topics: Type.Array(topicCounts) }),
  },
  MatchRunPublished: {
    audience: 'sealed', minor: 0, description: 'A named person published the proposals of a run.',
    data: Type.Object({ ...run, counts: runCounts }),
  },
  MatchRunDiscarded: {
    audience: 'sealed', minor: 0, description: 'A run came to nothing or was put aside.',
    data: Type.Object(run),
  },
  PairingProposed: {
    audience: 'sealed', minor: 0, description: 'Two people were found to fit; the mentor is asked first and alone.',
    data: Type.Object({ ...pairing, runId: Type.Optional(id), overridden: Type.Boolean(), endsOn: date }),
    sealed: Type.Object({ ...chosen(['mentorId'], { mentorId: id }), ...chosen(['menteeId'], { menteeId: id }), ...wantedOfBoth }),
  },
  PairingAccepted: {
    audience: 'sealed', minor: 0, description: 'One side accepted; after the mentor the leader is asked.',
    data: Type.Object(pairing),
    sealed: sideOf('by'),
  },
  PairingDeclined: {
    audience: 'sealed', minor: 0, description: 'The offer was declined. To everybody else: not available.',
    data: Type.Object(pairing),
    sealed: sideOf('by'),
  },
  PairingExpired: {
    audience: 'sealed', minor: 0, description: 'The offer ran out or became impossible. To everybody else: not available.',
    data: Type.Object(pairing),
    sealed: sideOf('about'),
  },
  PairingActivated: {
    audience: 'sealed', minor: 0, description: 'Both sides accepted: the pairing begins; `wanted` carries baseline and target.',
    data: activated,
    sealed: Type.Object(wantedOfBoth),
  },
  PairingPaused: {
    audience: 'sealed', minor: 0, description: 'The pairing rests from that moment: sessions from then on are cancelled.',
    data: Type.Object({ ...pair, from: instant }),
    sealed: causes,
  },
  PairingResumed: {
    audience: 'sealed', minor: 0, description: 'A paused pairing goes on.',
    data: Type.Object({ ...pair, from: instant }),
  },
  PairingExtended: {
    audience: 'sealed', minor: 0, description: 'The pairing has a later end.',
    data: Type.Object({ ...pair, endsOn: date }),
  },
  RematchRequested: {
    audience: 'sealed', minor: 0, description: 'One of a closed pairing would like another partner.',
    data: Type.Object(pair),
    sealed: sideOf('by'),
  },
  ClosingHeld: {
    audience: 'sealed', minor: 0, description: 'The closing conversation took place.',
    data: Type.Object({ ...pair, heldOn: date }),
  },
  PairingCompleted: {
    audience: 'sealed', minor: 0, description: 'The pairing came to its end with a closing conversation.',
    data: Type.Object(pair),
  },
  PairingEnded: {
    audience: 'sealed', minor: 0, description: 'The pairing was closed by the programme before its end, at a weekly review.',
    data: Type.Object(pair),
    sealed: causes,
  },
} as const satisfies Record<string, ContractDefinition>;

export type MatchingPublic = ReceivedOf<typeof matchingPublic>;
export type MatchingSealed = ReceivedOf<typeof matchingSealed>;
