import type { ObjectiveFacts } from '@flipside/contracts';
import { factsOf, type PublicFacts } from '../../facts/fact.js';
import { known, unknown, type FigureValue } from '../../statistics/value.js';
import type { Cell, FigureDefinition, LiveFigure, LiveScope } from '../figure.js';

const definition: FigureDefinition = {
  code: 'objectives',
  title: 'Objectives',
  version: 1,
  appears: 'live',
  dimensions: 'objective=<id>; labels: measure, unit, direction, verdict (met, missed, open, not-measurable)',
  measures: {
    baseline: { unit: 'own', means: 'the measure before the programme' },
    now: { unit: 'own', means: 'the latest observation of the measure; n counts its observations' },
    target: { unit: 'own', means: 'what the programme is to reach' },
    progress: {
      unit: 'ratio',
      means: '(now − baseline) / (target − baseline); above 1 when surpassed, negative when it went the wrong way',
    },
  },
};

type Verdict = 'met' | 'missed' | 'open' | 'not-measurable';

/** One cell an objective. The verdict is the one recorded at the end; before that it follows from the window. */
export const objectives: LiveFigure = {
  definition,
  compute: (facts, scope) => [...latestObjectives(facts).values()].map((objective) => toCell(objective, facts, scope)),
};

function latestObjectives(facts: PublicFacts): Map<string, ObjectiveFacts> {
  const set = factsOf(facts.public, 'programme', 'ObjectiveSet').map(({ data }) => [data.objectiveId, data] as const);
  const opened = factsOf(facts.public, 'programme', 'ProgrammeOpened').at(-1)?.data.objectives ?? [];
  return new Map([...set, ...opened.map((objective) => [objective.objectiveId, objective] as const)]);
}

function toCell(objective: ObjectiveFacts, facts: PublicFacts, scope: LiveScope): Cell {
  const { baseline, target } = objective;
  const now = observed(objective, facts);
  const progress =
    now.value === null || target === baseline
      ? unknown('not-measurable')
      : known((now.value - baseline) / (target - baseline), now.n);
  return {
    key: { dimension: `objective=${objective.objectiveId}` },
    values: { baseline: known(baseline, 1), now, target: known(target, 1), progress },
    labels: {
      measure: objective.measure,
      unit: objective.unit,
      direction: objective.direction,
      verdict: verdictOf(objective, now, facts, scope),
    },
  };
}

/** The latest by its own day, and of the same day the one recorded last. */
function observed(objective: ObjectiveFacts, facts: PublicFacts): FigureValue {
  const all = factsOf(facts.public, 'programme', 'OutcomeObserved').filter(({ data }) => data.measure === objective.measure);
  const latest = all.toSorted((a, b) => compare(a.data.on, b.data.on)).at(-1);
  return latest ? known(latest.data.value, all.length) : unknown('no-observation', 0);
}

function verdictOf(objective: ObjectiveFacts, now: FigureValue, facts: PublicFacts, scope: LiveScope): Verdict {
  const assessed = factsOf(facts.public, 'programme', 'ObjectiveAssessed').filter(
    ({ data }) => data.objectiveId === objective.objectiveId,
  );
  const recorded = assessed.at(-1)?.data.outcome;
  if (recorded) return recorded;
  const over = isOver(facts, scope);
  if (now.value === null) return over ? 'not-measurable' : 'open';
  const reached = objective.direction === 'up' ? now.value >= objective.target : now.value <= objective.target;
  if (reached) return 'met';
  return over ? 'missed' : 'open';
}

function isOver(facts: PublicFacts, scope: LiveScope): boolean {
  const window = factsOf(facts.public, 'programme', 'ProgrammeOpened').at(-1)?.data.window;
  const closed = factsOf(facts.public, 'programme', 'ProgrammeClosed').length > 0;
  return closed || (window !== undefined && scope.asOf.slice(0, 10) > window.to);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
