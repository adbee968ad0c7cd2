import { raters } from '@flipside/contracts';
import type { AllFacts } from '../../facts/fact.js';
import { openCells, type SealedObservation } from '../cells/open-cells.js';
import type { FigureDefinition, ReleasedFigure } from '../figure.js';
import { agreementsOf } from '../views/agreements.js';
import { assessmentsOf, type AssessmentView } from '../views/assessments.js';
import { pairingsOf, type PairingView } from '../views/pairings.js';
import { placesOf } from '../views/places.js';
import { byId, sealedAboutPairing } from '../views/sides.js';
import { measures, type Reading } from './measures.js';

const definition: FigureDefinition = {
  code: 'skill-transfer',
  title: 'Skill transfer',
  version: 1,
  appears: 'month',
  dimensions: '`rater=<self|mentor|evidence>` and `rater=…;topic=<code>`; raters are never pooled',
  measures: {
    reached: {
      unit: 'share',
      means:
        'agreed skills whose rating at the end is at the agreed target or above, of those rated at the end; missing ' +
        '`no-end-rating`, `no-target`',
    },
    change: {
      unit: 'change',
      means: 'mean normalised change from baseline to end; missing `at-floor`, `at-ceiling`, `no-baseline`, `no-end-rating`',
    },
    changeFromThen: { unit: 'change', means: 'the same from the baseline as the leader saw it at the end; by self alone' },
    retained: {
      unit: 'share',
      means:
        'of the skills that had reached their target at the end, those still there at the retest 90 days later; ' +
        'missing `no-retest`',
    },
  },
};

/** All agreed skills by the end of the month, also those that nobody has rated (yet): they are missing, not left out. */
export const skillTransfer: ReleasedFigure = {
  definition,
  compute: (facts, scope) =>
    openCells(observationsOf(facts), measures, { seed: `${scope.programmeId}/${scope.until}`, pooled: false }),
};

function observationsOf(facts: AllFacts): SealedObservation<Reading>[] {
  const place = placesOf(facts);
  const pairings = byId(pairingsOf(facts));
  const assessed = new Map(assessmentsOf(facts).map((view) => [`${view.pairingId}/${view.skill}`, view]));
  return agreementsOf(facts).flatMap(({ pairingId, topics }) => {
    const pairing = pairings.get(pairingId);
    const skills = topics.filter(({ kind }) => kind === 'skill').map(({ topic }) => topic);
    return pairing ? skills.flatMap((skill) => ofSkill(pairing, skill, assessed.get(`${pairingId}/${skill}`), place)) : [];
  });
}

function ofSkill(
  pairing: PairingView,
  skill: string,
  view: AssessmentView | undefined,
  place: ReturnType<typeof placesOf>,
): SealedObservation<Reading>[] {
  return raters.map((rater) => {
    const { baseline, end, retest } = view?.ratings.get(rater) ?? {};
    const then = rater === 'self' ? view?.then : undefined;
    const reading = { rater, pre: baseline, then, post: end, retest, target: view?.target };
    const dimensions = [`rater=${rater}`, `rater=${rater};topic=${skill}`];
    return sealedAboutPairing(pairing, place, `${pairing.pairingId}/${skill}`, reading, dimensions);
  });
}
