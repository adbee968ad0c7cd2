import type { DomainEvent } from '@flipside/event-sourcing';
import { bothSigned, closed, noted, paused, withdrawn } from '../domain/agreement/agreement.samples.js';
import type { AgreementEvent } from '../domain/agreement/events.js';
import type { AssessmentEvent } from '../domain/assessment/events.js';
import type { CheckInEvent } from '../domain/check-in/events.js';
import type { ConcernEvent } from '../domain/concern/events.js';
import type { InsightEvent } from '../domain/insight/events.js';
import { LEADER, MENTOR, PAIRING, PROGRAMME, STRANGER, samplePair } from '../domain/pair.samples.js';
import type { SessionEvent } from '../domain/session/events.js';
import { cancelledBy, confirmed, corrected, heldBy, ids, missed, scheduled } from '../domain/session/session.samples.js';
import type { SprintEvent } from '../domain/sprint/events.js';
import type { WarningEvent } from '../domain/warning/events.js';

const ID = 'a1d3c0de-0000-4000-8000-0000000000aa';
const AT = '2026-03-02T09:00:00.000Z';
const DAY = '2026-03-02';
const { pairingId } = samplePair;
const ask = { askId: 'signature-1', about: 'signature' as const, to: 'mentee' as const };

const agreement: readonly AgreementEvent[] = [
  ...bothSigned, paused, closed, withdrawn('mentor'),
  { ...bothSigned[3], type: 'AgreementAmended' } as AgreementEvent,
  { type: 'AgreementCompleted', data: { ...samplePair, completedOn: DAY, closingHeldOn: null } },
  { type: 'AgreementResumed', data: { pairingId, from: AT, stallAt: AT } },
  { type: 'SessionNoted', data: { pairingId, ...noted(ID, DAY), stallAt: AT } },
  { type: 'NudgeSent', data: { pairingId, ...ask, step: 'nudge', sentAt: AT, nextAt: AT } },
  { type: 'NudgePutOff', data: { pairingId, ...ask, step: 'nudge', from: AT, until: AT } },
  { type: 'StallPutOff', data: { pairingId, stallAt: AT } },
  { type: 'StallNoticed', data: { ...samplePair, since: DAY } },
  { type: 'DriftNoticed', data: { ...samplePair, told: 'pair', sessionIds: [ID] } },
  { type: 'SilenceEscalated', data: { ...samplePair, askId: 'signature-1', since: AT } },
];

const sprintIds = { ...samplePair, sprintId: ID };
const exercise = { method: 'assistant', exercise: 'summarise', definitionOfDone: 'used once' };
const sprint: readonly SprintEvent[] = [
  { type: 'SprintPlanned', data: { ...sprintIds, topic: 'prompting', startsOn: DAY, endsOn: DAY, exercise } },
  { type: 'SprintEnvironmentReady', data: sprintIds },
  { type: 'SprintStarted', data: { ...sprintIds, startedOn: DAY } },
  { type: 'SprintCompleted', data: { ...sprintIds, completedOn: DAY, withinTimeBox: true, evidence: 'the summary' } },
  { type: 'SprintAbandoned', data: { ...sprintIds, abandonedOn: DAY } },
];

const commitment = { ...ids, commitmentId: ID, side: 'mentee' as const, kind: 'career-support' as const, due: DAY };
const feedback = { ...ids, feedbackId: ID, kind: 'career' as const, text: 'you grew' };
const session: readonly SessionEvent[] = [
  scheduled, heldBy('mentor'), confirmed, corrected, missed, cancelledBy('mentee', 3),
  { ...scheduled, type: 'SessionRescheduled', data: { ...scheduled.data, previousStartsAt: AT, noticeHours: 3 } } as SessionEvent,
  { type: 'NoteWritten', data: { ...ids, noteId: ID, author: 'mentor', text: 'felt heard' } },
  { type: 'FeedbackGiven', data: { ...feedback, direction: 'to-mentor' } },
  { type: 'CommitmentMade', data: { ...commitment, text: 'introduce' } },
  { type: 'CommitmentSettled', data: { ...commitment, kept: true, settledOn: DAY } },
];

const reading = { ...samplePair, occasion: 'end' as const, assessedOn: DAY, rating: 3 };
const assessment: readonly AssessmentEvent[] = [
  {
    type: 'SkillAssessed',
    data: { ...reading, skill: 'prompting', rater: 'mentor', ratingThen: null, target: 4, sprintId: null },
  },
  { type: 'GrowthAssessed', data: { ...reading, skill: 'listening', rater: 'leader', comment: 'calm' } },
];

const round = { checkInId: ID, pairingId, programmeId: PROGRAMME, cohort: 1, round: 1, occasion: 'interim' as const };
const instruments = [{ instrument: 'worthwhile', version: 1, items: [{ item: 'wwh-1', reversed: false }] }];
const respondents = [{ personId: MENTOR, role: 'mentor' as const }];
const answers = { respondentId: MENTOR, role: 'mentor' as const, answers: { 'wwh-1': 4 }, units: [ID], comment: 'busy' };
const checkIn: readonly CheckInEvent[] = [
  { type: 'CheckInOpened', data: { ...round, instruments, asksUnits: true, respondents, openedOn: DAY, closesAt: AT } },
  { type: 'CheckInAnswered', data: { ...round, ...answers } },
  { type: 'CheckInClosed', data: round },
];

const risk = { warningId: ID, programmeId: PROGRAMME };
const raiser = { raiserId: MENTOR, pairingId: PAIRING, leaderId: LEADER, named: false, text: 'no tests' };
const costAvoided = { amount: 5000, currency: 'EUR' };
const warning: readonly WarningEvent[] = [
  { type: 'WarningRaised', data: { ...risk, audience: 'risk-owner', raisedOn: DAY, bitesOn: DAY, ...raiser } },
  { type: 'WarningRouted', data: { ...risk, routedOn: DAY, recipientId: STRANGER } },
  { type: 'WarningOwned', data: { ...risk, ownedOn: DAY, ownerId: STRANGER } },
  { type: 'WarningMitigated', data: { ...risk, mitigatedOn: DAY, leadDays: 3, costAvoided, ownerId: STRANGER, note: 'tests' } },
  { type: 'WarningMaterialised', data: { ...risk, materialisedOn: DAY } },
  { type: 'WarningDismissed', data: { ...risk, dismissedOn: DAY, ownerId: STRANGER, reason: 'accepted' } },
];

const one = { concernId: ID, on: DAY, raiserId: MENTOR };
const handlers = { programmeId: PROGRAMME, custodianId: STRANGER, deputyId: STRANGER };
const content = { category: 'conduct' as const, text: 'shouted', touches: [LEADER] };
const concern: readonly ConcernEvent[] = [
  { type: 'ConcernRaised', data: { ...one, anonymous: false, mailboxHash: null, ...handlers, ...content } },
  { type: 'ConcernReassigned', data: one },
  { type: 'ConcernAcknowledged', data: { ...one, late: false } },
  { type: 'ConcernMessageSent', data: { ...one, messageId: ID, from: 'reporter', text: 'more' } },
  { type: 'ConcernDisclosureAnnounced', data: { ...one, disclosureId: ID, basis: 'consent', to: 'counsel', why: 'advice' } },
  { type: 'ConcernDisclosureAllowed', data: { ...one, disclosureId: ID } },
  { type: 'ConcernDisclosed', data: { ...one, disclosureId: ID, basis: 'consent' } },
  { type: 'ConcernFeedbackGiven', data: { ...one, late: false, text: 'spoke' } },
  { type: 'ConcernResolved', data: { ...one, outcome: 'substantiated', text: 'settled' } },
  { type: 'ConcernOverdue', data: { ...one, what: 'feedback' } },
];

const lesson = { insightId: ID, programmeId: PROGRAMME, area: 'process' as const };
const origin = { pairingId: PAIRING, mentorId: MENTOR, menteeId: LEADER };
const action = { ...lesson, actionId: ID };
const insight: readonly InsightEvent[] = [
  { type: 'InsightShared', data: { ...lesson, ...origin, sharedOn: DAY, text: 'slow' } },
  { type: 'InsightCleared', data: { ...lesson, ...origin, clearedOn: DAY, text: 'slow' } },
  { type: 'ActionCommitted', data: { ...action, due: DAY, committedOn: DAY, ownerId: LEADER, what: 'one approver' } },
  { type: 'ActionDelivered', data: { ...action, due: DAY, deliveredOn: DAY } },
  { type: 'ImpactRecorded', data: { ...action, measure: 'lead-time', unit: 'days', before: 14, after: 6, recordedOn: DAY } },
];

const all: readonly DomainEvent[] = [
  ...agreement, ...sprint, ...session, ...assessment, ...checkIn, ...warning, ...concern, ...insight,
];

/** One event of every type. */
export const samples: Readonly<Record<string, DomainEvent>> = Object.fromEntries(all.map((event) => [event.type, event]));
