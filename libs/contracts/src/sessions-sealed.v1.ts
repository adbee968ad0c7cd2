import { Type, type TObject } from 'typebox';
import type { ContractDefinition } from './contract.js';
import { day, uuid } from './scalars.js';
import { underKeys } from './sealed-fields.js';
import * as shape from './sessions-shapes.js';
import * as words from './sessions-words.js';
import { sessionsPublic } from './sessions-public.v1.js';

const sealed = <const D extends TObject>(description: string, data: D) => ({
  audience: 'sealed' as const, minor: 0, description, data,
});
/** The same data as outsiders see: whoever needs the sealed rest of a category folds this audience alone. */
const asPublic = <const D extends ContractDefinition>({ description, data }: D) => sealed(description, data as D['data']);

const assessed = { ...shape.ofPair, skill: shape.code, occasion: Type.Enum(words.assessmentOccasions), assessedOn: day };
const warning = { warningId: uuid, programmeId: uuid };
const respondent = Type.Object({ personId: uuid, role: Type.Enum(words.respondentRoles) });
const levels = Type.Object(underKeys('ratings', ['menteeId'], { levels: Type.Array(shape.agreedLevel) }));
const cost = Type.Object({ amount: Type.Number({ minimum: 0 }), currency: Type.String({ pattern: '^[A-Z]{3}$', examples: ['EUR'] }) });
const score = Type.Union([Type.Integer({ minimum: 1, maximum: 5 }), Type.Null()], { description: 'null: left out' });

/** For matching (AgreementWithdrawn, AgreementCompleted) and analytics. `cohort` is absent where a programme has none. */
export const sessionsSealed = {
  AgreementInForce: { ...asPublic(sessionsPublic.AgreementInForce), sealed: levels },
  AgreementAmended: { ...asPublic(sessionsPublic.AgreementAmended), sealed: levels },
  AgreementCompleted: asPublic(sessionsPublic.AgreementCompleted),
  AgreementWithdrawn: {
    ...sealed('No-fault exit: matching pauses the pairing and closes it at the weekly review.', Type.Object(shape.ofPair)),
    sealed: Type.Object(underKeys('choices', ['mentorId', 'menteeId'], { side: shape.sideSchema })),
  },
  StallNoticed: asPublic(sessionsPublic.StallNoticed),
  DriftNoticed: asPublic(sessionsPublic.DriftNoticed),
  SilenceEscalated: sealed(
    'The leader did not answer a reminder and a nudge: the sponsor is told by the system.',
    Type.Object({ ...shape.ofPairing, since: shape.instant }),
  ),
  SkillAssessed: {
    ...sealed('A reading of one agreed skill of the leader, on the scale 0–5.', Type.Object(assessed)),
    sealed: Type.Object(underKeys('ratings', ['menteeId', 'mentorId'], {
      rater: Type.Enum(words.raters),
      rating: shape.level,
      ratingThen: Type.Union([shape.level, Type.Null()], { description: 'at the end, by self: the baseline as it looks now' }),
      target: Type.Union([shape.level, Type.Null()], { description: 'as agreed when it was assessed' }),
    })),
  },
  CheckInOpened: sealed(
    'A round of answers begins.',
    Type.Object({ ...sessionsPublic.CheckInOpened.data.properties, respondents: Type.Array(respondent) }),
  ),
  CheckInAnswered: {
    ...sealed('One answered, once; items as in CheckInOpened, 1–5 as given (not reversed).', Type.Object(shape.checkInFacts)),
    sealed: Type.Object(underKeys('answers', ['respondentId'], {
      respondentId: uuid,
      role: Type.Enum(words.respondentRoles),
      answers: Type.Record(Type.String(), score),
      units: Type.Union([Type.Array(uuid), Type.Null()], {
        description: 'units worked with in the last 3 months; null: not asked or left out',
      }),
    })),
  },
  CheckInClosed: asPublic(sessionsPublic.CheckInClosed),
  WarningRaised: {
    ...sealed(
      'A risk seen from below.',
      Type.Object({ ...warning, audience: Type.Enum(words.warningAudiences), raisedOn: day, bitesOn: day }),
    ),
    sealed: Type.Object(underKeys('voice', ['raiserId'], { raiserId: uuid, pairingId: uuid, leaderId: uuid })),
  },
  WarningRouted: sealed('It reached somebody who can act.', Type.Object({ ...warning, routedOn: day })),
  WarningOwned: sealed('Somebody took it on.', Type.Object({ ...warning, ownedOn: day })),
  WarningMitigated: sealed(
    'The risk was met.',
    Type.Object({
      ...warning,
      mitigatedOn: day,
      leadDays: Type.Integer({ description: 'days before it would have bitten; negative: too late' }),
      costAvoided: Type.Union([cost, Type.Null()], { description: 'as the owner states it' }),
    }),
  ),
  WarningMaterialised: sealed('It bit.', Type.Object({ ...warning, materialisedOn: day })),
  WarningDismissed: sealed('It was dismissed, and the raiser told why.', Type.Object({ ...warning, dismissedOn: day })),
  ConcernCounted: sealed(
    'One concern more was raised or resolved in that month. Nothing else of a concern ever leaves.',
    Type.Object({ month: Type.String({ pattern: '^\\d{4}-\\d{2}$', examples: ['2027-02'] }), kind: Type.Enum(['raised', 'resolved']) }),
  ),
  InsightShared: {
    ...sealed(
      'Something was learned from below; until it is cleared it is a count.',
      Type.Object({ insightId: uuid, programmeId: uuid, area: Type.Enum(words.insightAreas), sharedOn: day }),
    ),
    sealed: Type.Object(underKeys('voice', ['mentorId'], { pairingId: uuid, mentorId: uuid, menteeId: uuid })),
  },
  InsightCleared: asPublic(sessionsPublic.InsightCleared),
  ActionCommitted: asPublic(sessionsPublic.ActionCommitted),
  ActionDelivered: asPublic(sessionsPublic.ActionDelivered),
  ImpactRecorded: asPublic(sessionsPublic.ImpactRecorded),
} as const satisfies Record<string, ContractDefinition>;
