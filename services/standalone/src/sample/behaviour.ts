import { seeded } from './random.js';
import type { AgreedLevel, AgreedTopic, AskedInstrument, RespondentRole } from '@flipside/contracts';
import { answersOf } from './answers.js';
import type { Cast } from './cast.js';
import { timeFinder, type TimeFinder } from './common-time.js';
import { promisesOf, type PlannedPromise } from './promises.js';
import { ratingsOf, type PlannedRating } from './ratings.js';
import { SAMPLE_SEED } from './sample-organisation.js';
import { sessionsOf, type PlannedSession } from './sessions-plan.js';
import type { Participant } from './participants.js';
import { plantedTruths, type Truths } from './truths.js';
import { insightOf, warningOf, type PlannedInsight, type PlannedWarning } from './voice.js';

/** A pairing as it came out of the match run, by the external keys of the two. */
export interface SamplePairing {
  readonly mentor: Participant;
  readonly leader: Participant;
  readonly topics: readonly AgreedTopic[];
  /** Baseline and target of each skill, as agreed. */
  readonly levels: readonly AgreedLevel[];
  readonly startsOn: string;
  readonly endsOn: string;
}

/** Everything that the two of a pairing will do, decided beforehand by the seed and the planted truths. */
export interface PairingPlan {
  readonly sessions: readonly PlannedSession[];
  readonly ratings: readonly PlannedRating[];
  readonly promises: readonly PlannedPromise[];
  readonly warning: PlannedWarning | undefined;
  readonly insight: PlannedInsight | undefined;
  /** Answers of one side in a round; undefined where that person does not answer. */
  answers(
    role: RespondentRole,
    round: number,
    instruments: readonly AskedInstrument[],
  ): Readonly<Record<string, number | null>> | undefined;
}

export type OfferAnswer = 'accept' | 'decline' | 'silence';

/** Chances of anything but a yes. */
const LIKELY_NOT = { mentor: { decline: 0.05, silence: 0.03 }, mentee: { decline: 0.02, silence: 0.01 } };

/** What somebody does with an offer: nearly always yes, and the chief executive always. */
export function answerTo(
  offer: { readonly mentor: Participant; readonly leader: Participant },
  side: 'mentor' | 'mentee',
): OfferAnswer {
  const chance = seeded(`${SAMPLE_SEED}/offer/${pairName(offer)}/${side}`).next();
  if (offer.leader.ownChain || offer.mentor.ownChain) return 'accept';
  const { decline, silence } = LIKELY_NOT[side];
  if (chance < decline) return 'decline';
  return chance < decline + silence ? 'silence' : 'accept';
}

/** @param times one for all pairings saves looking up the same clocks again. */
export function planOf(
  pairing: SamplePairing,
  cast: Cast,
  truths: Truths = plantedTruths,
  times: TimeFinder = timeFinder(),
): PairingPlan {
  const name = pairName(pairing);
  const random = (what: string) => seeded(`${SAMPLE_SEED}/${what}/${name}`);
  return {
    sessions: sessionsOf(pairing, {
      late: cast.lateLeader === pairing.leader.key,
      drifts: cast.drifting === name,
      random: random('sessions'),
      times,
    }),
    ratings: ratingsOf(pairing, truths, random('ratings')),
    promises: promisesOf(random('promises')),
    warning: warningOf(cast.warners.indexOf(name), truths),
    insight: insightOf(cast.insights.indexOf(name)),
    answers: (role, round, instruments) =>
      answersOf(role, round, instruments, truths, random(`answers/${role}`), random(`answers/${role}/${round}`)),
  };
}

export function pairName({
  mentor,
  leader,
}: {
  readonly mentor: { readonly key: string };
  readonly leader: { readonly key: string };
}): string {
  return `${mentor.key}+${leader.key}`;
}
