import { Type, type TObject } from 'typebox';
import type { ContractDefinition } from './contract.js';
import { objectiveFacts } from './programme.js';
import { day, uuid } from './scalars.js';
import * as shape from './sessions-shapes.js';
import * as words from './sessions-words.js';

const open = <const D extends TObject>(description: string, data: D) => ({
  audience: 'public' as const, minor: 0, description, data,
});

const sprint = { sprintId: uuid, ...shape.ofPairing };
const session = { sessionId: uuid, ...shape.ofPairing };
const noticeHours = Type.Integer({ minimum: 0, description: 'whole hours before the start it was for' });
const confirmed = Type.Object({ ...session, startsAt: shape.instant, stretches: Type.Array(shape.stretch) });
const commitment = {
  ...session,
  commitmentId: uuid,
  side: Type.Enum(['mentor', 'mentee'], { description: 'who promised' }),
  kind: Type.Enum(words.commitmentKinds),
  due: day,
};
const insight = { insightId: uuid, programmeId: uuid, area: Type.Enum(words.insightAreas) };
const { measure, unit } = objectiveFacts.properties;
const action = { ...insight, actionId: uuid };

/** What an analyst may keep for ever: facts of agreements, sprints and sessions. No text, rating, answer, warning or concern. */
export const sessionsPublic = {
  AgreementInForce: open('Both signed.', Type.Object(shape.agreementFacts)),
  AgreementAmended: open('Both signed other terms; these hold from now on.', Type.Object(shape.agreementFacts)),
  AgreementCompleted: open(
    'The agreement ran to its end.',
    Type.Object({
      ...shape.ofPair,
      completedOn: day,
      closingHeldOn: Type.Union([day, Type.Null()], { description: 'null: no closing was held' }),
    }),
  ),
  StallNoticed: open(
    'No session was held for one and a half times the cadence.',
    Type.Object({ ...shape.ofPairing, since: Type.String({ format: 'date', description: 'last session held, or start' }) }),
  ),
  DriftNoticed: open(
    'Help-desk took over a quarter of each of three sessions running.',
    Type.Object({ ...shape.ofPairing, told: Type.Enum(['pair', 'admin']) }),
  ),

  SprintPlanned: open(
    'A technical sprint was planned.',
    Type.Object({ ...sprint, topic: shape.code, startsOn: day, endsOn: day }),
  ),
  SprintEnvironmentReady: open('There are a sandbox and an account of the leader’s own.', Type.Object(sprint)),
  SprintStarted: open('The sprint began.', Type.Object({ ...sprint, startedOn: day })),
  SprintCompleted: open(
    'Done as defined, the evidence seen by the mentor.',
    Type.Object({ ...sprint, completedOn: day, withinTimeBox: Type.Boolean() }),
  ),
  SprintAbandoned: open('The sprint came to nothing.', Type.Object({ ...sprint, abandonedOn: day })),

  SessionScheduled: open(
    'A session is planned.',
    Type.Object({ ...session, startsAt: shape.instant, endsAt: shape.instant, replaces: Type.Optional(uuid) }),
  ),
  SessionRescheduled: open(
    'The session has another time.',
    Type.Object({
      ...session,
      by: shape.sideSchema,
      noticeHours,
      previousStartsAt: shape.instant,
      startsAt: shape.instant,
      endsAt: shape.instant,
    }),
  ),
  SessionCancelled: open(
    'The session will not take place.',
    Type.Object({ ...session, by: Type.Enum(['mentor', 'mentee', 'programme']), noticeHours, startsAt: shape.instant }),
  ),
  SessionHeld: open(
    'One side recorded what took place; until the other confirms it, these minutes are unconfirmed.',
    Type.Object({ ...session, startsAt: shape.instant, stretches: Type.Array(shape.stretch) }),
  ),
  SessionConfirmed: open('The other side confirmed the record.', confirmed),
  SessionCorrected: open('The other side corrected the record: these minutes count as confirmed.', confirmed),
  SessionMissed: open('The time passed without a session.', Type.Object({ ...session, startsAt: shape.instant })),
  FeedbackGiven: open(
    'The leader gave the mentor feedback. (What a mentor says to a leader never leaves the pair.)',
    Type.Object({ ...session, direction: Type.Literal('to-mentor'), kind: Type.Enum(words.feedbackKinds) }),
  ),
  CommitmentMade: open('One side promised something.', Type.Object(commitment)),
  CommitmentSettled: open(
    'A promise was kept, as the other side says, or given up by the one who made it. One past due without this is open.',
    Type.Object({ ...commitment, kept: Type.Boolean(), settledOn: day }),
  ),

  CheckInOpened: open(
    'A round of answers begins.',
    Type.Object({ ...shape.checkInFacts, instruments: Type.Array(shape.askedInstrument), closesAt: shape.instant }),
  ),
  CheckInClosed: open('No more answers to that round.', Type.Object(shape.checkInFacts)),

  InsightCleared: open('The mentor let an insight leave the pair.', Type.Object({ ...insight, clearedOn: day })),
  ActionCommitted: open('The leadership promised an action on it.', Type.Object({ ...action, due: day, committedOn: day })),
  ActionDelivered: open('The action was done.', Type.Object({ ...action, due: day, deliveredOn: day })),
  ImpactRecorded: open(
    'What it changed, by a measure before and after.',
    Type.Object({ ...action, measure, unit, before: Type.Number(), after: Type.Number(), recordedOn: day }),
  ),
} as const satisfies Record<string, ContractDefinition>;
