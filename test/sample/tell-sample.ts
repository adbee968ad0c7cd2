import { FactBook } from '@flipside/analytics/testing/fact-book';
import type { AllFacts } from '@flipside/analytics/facts/fact';
import type { Merged } from '@flipside/analytics/facts/humans';
import { castOf, type Cast } from '@flipside/standalone/sample/cast';
import { pairName, planOf, type PairingPlan, type SamplePairing } from '@flipside/standalone/sample/behaviour';
import { sampleParticipants } from '@flipside/standalone/sample/participants';
import { sampleDates } from '@flipside/standalone/sample/sample-dates';
import { sampleOrganisation } from '@flipside/standalone/sample/sample-organisation';
import { siloUnit } from '@flipside/standalone/sample/organisation';
import { silos } from '@flipside/standalone/sample/organisation-plan';
import type { Truths } from '@flipside/standalone/sample/truths';
import { tellCheckIns } from './tell-check-ins.js';
import { matchSample } from './match-sample.js';
import { tellEnrolment, tellPerson } from './tell-people.js';
import { tellSessions } from './tell-sessions.js';
import { tellVoice } from './tell-voice.js';

export const programmeId = 'programme-of-the-sample';

export interface Told {
  readonly facts: AllFacts & Merged;
  readonly pairings: readonly SamplePairing[];
  readonly cast: Cast;
}

/** The contracts that the demo's story makes, written down without running it. Ids are the external keys. */
export async function tellSample(truths: Truths): Promise<Told> {
  const organisation = sampleOrganisation();
  const participants = sampleParticipants(organisation, truths);
  const { pairings } = await matchSample(organisation, participants);
  const cast = castOf(pairings, organisation, truths);
  const book = new FactBook();
  tellProgramme(book);
  for (const person of organisation.people) tellPerson(book, person);
  for (const participant of participants) tellEnrolment(book, programmeId, participant);
  for (const pairing of pairings) tellPairing(book, pairing, planOf(pairing, cast, truths));
  return { facts: book.facts(), pairings, cast };
}

function tellProgramme(book: FactBook): void {
  const stream = `programme-${programmeId}`;
  const siloMap = silos.map((silo) => ({ siloId: siloUnit(silo), unitIds: [siloUnit(silo)] }));
  const objective = {
    objectiveId: 'lead-time',
    measure: 'approval-lead-time',
    unit: 'days',
    direction: 'down' as const,
    baseline: 21,
    target: 14,
  };
  book.tell(stream, 'ProgrammeOpened', '2026-02-01', {
    programmeId,
    window: { ...sampleDates.window },
    silos: siloMap,
    objectives: [objective],
  });
  for (const [on, value] of [
    ['2026-04-30', 18],
    ['2026-07-31', 13.5],
  ] as const) {
    book.tell(stream, 'OutcomeObserved', on, { programmeId, measure: objective.measure, value, on });
  }
}

function tellPairing(book: FactBook, pairing: SamplePairing, plan: PairingPlan): void {
  const { startsOn, endsOn, levels } = pairing;
  const topics = [...pairing.topics];
  const pair = {
    pairingId: pairName(pairing),
    programmeId,
    cohort: 1,
    mentorId: pairing.mentor.key,
    menteeId: pairing.leader.key,
  };
  book.tell(`pairing-${pair.pairingId}`, 'PairingActivated', startsOn, { ...pair, topics, startsOn, endsOn });
  book.tell(`agreement-${pair.pairingId}`, 'AgreementInForce', startsOn, {
    ...pair,
    topics,
    cadence: { sessions: 6, minMinutes: 45, maxMinutes: 60 },
    startsOn,
    endsOn,
    careerSupport: 2,
  });
  for (const { skill, rater, occasion, rating, ratingThen = null } of plan.ratings) {
    const assessedOn = { baseline: startsOn, mid: startsOn, end: '2026-07-27', retest: sampleDates.retestOn }[occasion];
    const target = levels.find(({ topic }) => topic === skill)!.target;
    book.tellSealed(`assessment-${pair.pairingId}_${skill}`, 'SkillAssessed', assessedOn, {
      ...pair,
      skill,
      occasion,
      assessedOn,
      rater,
      rating,
      ratingThen,
      target,
    });
  }
  tellSessions(book, pair, plan);
  tellCheckIns(book, pair, plan);
  tellVoice(book, pair, plan, startsOn);
  book.tell(`pairing-${pair.pairingId}`, 'PairingCompleted', endsOn, pair);
}
