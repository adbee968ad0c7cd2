import type { AllFacts } from '../../facts/fact.js';
import { count, known } from '../../statistics/value.js';
import { openCells, type SealedMeasures, type SealedObservation } from '../cells/open-cells.js';
import type { Cell, FigureDefinition, ReleasedFigure } from '../figure.js';
import { agreementsOf } from '../views/agreements.js';
import { assessmentsOf } from '../views/assessments.js';
import { profilesOf } from '../views/employment.js';
import { pairingsOf } from '../views/pairings.js';
import { placesOf } from '../views/places.js';
import { readyOf } from '../views/ready.js';
import { byId, sealedAboutPerson } from '../views/sides.js';

const definition: FigureDefinition = {
  code: 'skill-gaps',
  title: 'Skill gaps',
  version: 1,
  appears: 'month',
  dimensions:
    '`side=wanted;topic=<code>` of leaders who were ready, `side=offered;topic=<code>` of mentors, by the person’s own silo',
  measures: {
    people: { unit: 'count', means: 'leaders who wish for the topic; mentors who offer it' },
    closed: {
      unit: 'count',
      means:
        'of those who want it, leaders who reached the agreed target at the end by their mentor’s rating; for a perspective, ' +
        'who completed a pairing about it; n counts those who want it',
    },
    open: { unit: 'count', means: 'wanted less closed' },
  },
};

interface Reading {
  readonly closed: boolean;
}

const measures: SealedMeasures<Reading> = {
  people: { contributes: () => true, value: (readings) => count(readings.length) },
  closed: {
    contributes: () => true,
    answer: ({ closed }) => String(closed),
    value: (readings) => known(closedIn(readings), readings.length),
  },
  open: {
    contributes: () => true,
    answer: ({ closed }) => String(closed),
    value: (readings) => known(readings.length - closedIn(readings), readings.length),
  },
};

/** Wanted and offered are cells of their own, since each rests on people of one side alone. */
export const skillGaps: ReleasedFigure = {
  definition,
  compute: (facts, scope) => openCells(observationsOf(facts), measures, { seed: scope.until, pooled: false }),
};

export interface Gap {
  readonly topic: string;
  readonly open: number;
  /** null where it is hidden or nobody offers it. */
  readonly offered: number | null;
}

/** From the cells of a release: topics with the most open gaps for each mentor who offers them first. */
export function whereToInvestNext(cells: readonly Cell[]): Gap[] {
  const valueOf = (dimension: string, name: string): number | null =>
    cells.find(({ key }) => key.dimension === dimension && key.silo === undefined)?.values[name]?.value ?? null;
  const topics = cells.flatMap(({ key }) =>
    key.silo === undefined ? (key.dimension?.split('side=wanted;topic=')[1] ?? []) : [],
  );
  const gaps = topics.flatMap((topic) => {
    const open = valueOf(`side=wanted;topic=${topic}`, 'open');
    return open === null ? [] : [{ topic, open, offered: valueOf(`side=offered;topic=${topic}`, 'people') }];
  });
  return gaps.toSorted((a, b) => b.open / (b.offered ?? 0) - a.open / (a.offered ?? 0) || b.open - a.open);
}

function observationsOf(facts: AllFacts): SealedObservation<Reading>[] {
  const place = placesOf(facts);
  const profiles = profilesOf(facts);
  const closed = closedGaps(facts);
  return readyOf(facts).flatMap(({ personId, role }) => {
    const profile = profiles.get(personId);
    const [side, topics] = role === 'mentor' ? ['offered', profile?.offers] : ['wanted', profile?.wishes];
    return (topics ?? []).map(({ topic }) => {
      const reading = { closed: role === 'mentee' && closed.has(`${personId}/${topic}`) };
      return sealedAboutPerson(personId, place, `${personId}/${side}/${topic}`, reading, [`side=${side};topic=${topic}`]);
    });
  });
}

/** `person/topic` of every gap that closed. */
function closedGaps(facts: AllFacts): ReadonlySet<string> {
  const pairings = byId(pairingsOf(facts));
  const skills = assessmentsOf(facts).flatMap(({ leaderId, skill, ratings, target }) => {
    const end = ratings.get('mentor')?.end;
    return end !== undefined && target !== undefined && end >= target ? [`${leaderId}/${skill}`] : [];
  });
  const perspectives = agreementsOf(facts).flatMap(({ pairingId, topics }) => {
    const pairing = pairings.get(pairingId);
    if (pairing?.status !== 'completed') return [];
    return topics.filter(({ kind }) => kind === 'perspective').map(({ topic }) => `${pairing.leaderId}/${topic}`);
  });
  return new Set([...skills, ...perspectives]);
}

function closedIn(readings: readonly Reading[]): number {
  return readings.filter(({ closed }) => closed).length;
}
