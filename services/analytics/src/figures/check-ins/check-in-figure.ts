import type { AskedInstrument } from '@flipside/contracts';
import type { AllFacts } from '../../facts/fact.js';
import { openCells, type SealedObservation } from '../cells/open-cells.js';
import type { FigureDefinition, ReleasedFigure, ReleaseScope } from '../figure.js';
import { checkInsOf, type CheckInView, type Respondent } from '../views/check-ins.js';
import { pairingsOf, type PairingView } from '../views/pairings.js';
import { placesOf } from '../views/places.js';
import { byId, sealedAboutPairing, sealedAboutPerson } from '../views/sides.js';
import { answerMeasures, type AskedReading } from './measures.js';
import { completeAnswer } from './scores.js';

/** A figure of the answers to some instruments in one closed round, by instrument and role; never pooled. */
export function checkInFigure(definition: FigureDefinition, instruments: readonly string[]): ReleasedFigure {
  return {
    definition,
    compute: (facts, scope) =>
      openCells(observationsOf(facts, scope, instruments), answerMeasures, { seed: scope.until, pooled: false }),
  };
}

function observationsOf(
  facts: AllFacts,
  { period }: ReleaseScope,
  instruments: readonly string[],
): SealedObservation<AskedReading>[] {
  const place = placesOf(facts);
  const pairings = byId(pairingsOf(facts));
  const rounds = checkInsOf(facts).filter(({ round }) => 'round' in period && round === period.round);
  return rounds.flatMap((checkIn) => {
    const pairing = checkIn.pairingId === null ? undefined : pairings.get(checkIn.pairingId);
    const asked = checkIn.instruments.filter(({ instrument }) => instruments.includes(instrument));
    return asked.flatMap((one) => checkIn.asked.map((respondent) => observed(checkIn, one, respondent, pairing, place)));
  });
}

/** An answer says something of both in the pairing, so it rests on both; a team's answer rests on the one who gave it. */
function observed(
  checkIn: CheckInView,
  instrument: AskedInstrument,
  respondent: Respondent,
  pairing: PairingView | undefined,
  place: ReturnType<typeof placesOf>,
): SealedObservation<AskedReading> {
  const { personId, role } = respondent;
  const given = checkIn.given.find((answer) => answer.personId === personId && answer.role === role);
  const reading = { answered: given !== undefined, items: given ? completeAnswer(instrument, given.answers) : null };
  const subject = `${checkIn.pairingId ?? personId}/${checkIn.round}/${role}/${instrument.instrument}`;
  const dimensions = [`instrument=${instrument.instrument}.${instrument.version};role=${role}`];
  if (pairing) return sealedAboutPairing(pairing, place, subject, reading, dimensions);
  return sealedAboutPerson(personId, place, subject, reading, dimensions);
}
