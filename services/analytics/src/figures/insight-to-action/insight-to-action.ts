import { streamsOf, type PublicFact, type StreamFacts } from '../../facts/fact.js';
import { meanValue } from '../../statistics/mean.js';
import { medianValue } from '../../statistics/median.js';
import { proportion } from '../../statistics/proportion.js';
import { count, type FigureValue } from '../../statistics/value.js';
import { daysBetween } from '../days.js';
import type { Cell, FigureDefinition, LiveFigure, LiveScope } from '../figure.js';

const definition: FigureDefinition = {
  code: 'insight-to-action',
  title: 'Insight to action',
  version: 1,
  appears: 'live',
  dimensions: '`area=<area>`; `measure=<code>;unit=<code>`: what was measured before and after',
  measures: {
    cleared: {
      unit: 'count',
      means: 'insights that their mentor let leave the pair (how many were shared is the release `insights-shared`)',
    },
    committed: { unit: 'share', means: 'of the cleared ones, those with an action promised' },
    delivered: { unit: 'share', means: 'of the promised actions, those delivered; not yet due is missing as `ahead`' },
    withImpact: { unit: 'share', means: 'of the delivered actions, those whose effect was measured' },
    daysToCommit: { unit: 'days', means: 'median days from clearing to the first promise' },
    daysToDeliver: { unit: 'days', means: 'median days from promise to delivery' },
    before: { unit: 'own', means: 'mean of the measure before the actions' },
    after: { unit: 'own', means: 'mean of the measure after the actions' },
    change: { unit: 'own', means: 'mean of after − before; each action counts once' },
  },
};

interface Action {
  readonly due: string;
  readonly committedOn: string;
  readonly deliveredOn: string | undefined;
  readonly impacts: readonly Impact[];
}

interface Impact {
  readonly measure: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
}

interface Insight {
  readonly area: string;
  readonly clearedOn: string;
  readonly actions: readonly Action[];
}

/** From what was heard to what was done about it. Insights carry no pair outside, so they have no silo either. */
export const insightToAction: LiveFigure = {
  definition,
  compute(facts, scope) {
    const insights = streamsOf(facts.public, 'insight').flatMap(insightOf);
    const areas = Map.groupBy(insights, (insight) => insight.area);
    const cells = [...areas].sort(([a], [b]) => (a < b ? -1 : 1));
    return [
      { key: {}, values: funnel(insights, 'all', scope) },
      ...cells.map(([area, some]) => ({ key: { dimension: `area=${area}` }, values: funnel(some, area, scope) })),
      ...impactCells(insights),
    ];
  },
};

function insightOf({ facts }: StreamFacts<PublicFact>): Insight[] {
  const cleared = facts.find((fact) => fact.type === 'InsightCleared');
  if (cleared?.type !== 'InsightCleared') return [];
  const actions = facts.flatMap((fact) => (fact.type === 'ActionCommitted' ? [actionOf(fact.data, facts)] : []));
  return [{ area: cleared.data.area, clearedOn: cleared.data.clearedOn, actions }];
}

function actionOf(
  { actionId, due, committedOn }: Extract<PublicFact, { type: 'ActionCommitted' }>['data'],
  facts: readonly PublicFact[],
): Action {
  const delivered = facts.flatMap((fact) =>
    fact.type === 'ActionDelivered' && fact.data.actionId === actionId ? [fact.data.deliveredOn] : [],
  );
  const impacts = facts.flatMap((fact) => (fact.type === 'ImpactRecorded' && fact.data.actionId === actionId ? [fact.data] : []));
  return { due, committedOn, deliveredOn: delivered[0], impacts };
}

function funnel(insights: readonly Insight[], name: string, scope: LiveScope): Record<string, FigureValue> {
  const seed = `${scope.programmeId}/${name}`;
  const withAction = insights.filter((insight) => insight.actions.length > 0);
  const actions = insights.flatMap((insight) => insight.actions);
  const delivered = actions.filter((action) => action.deliveredOn !== undefined);
  const ahead = actions.filter((action) => action.deliveredOn === undefined && action.due >= scope.asOf.slice(0, 10));
  const firstPromise = ({ clearedOn, actions: own }: Insight): number => daysBetween(clearedOn, own[0]!.committedOn);
  return {
    cleared: count(insights.length),
    committed: proportion(withAction.length, insights.length),
    delivered: proportion(delivered.length, actions.length - ahead.length, { ahead: ahead.length }),
    withImpact: proportion(delivered.filter(({ impacts }) => impacts.length > 0).length, delivered.length),
    daysToCommit: medianValue(withAction.map(firstPromise), `${seed}/commit`, {
      'no-action': insights.length - withAction.length,
    }),
    daysToDeliver: medianValue(
      delivered.map((a) => daysBetween(a.committedOn, a.deliveredOn!)),
      `${seed}/deliver`,
    ),
  };
}

function impactCells(insights: readonly Insight[]): Cell[] {
  const impacts = insights.flatMap(({ actions }) => actions.flatMap((action) => action.impacts));
  const measures = Map.groupBy(impacts, ({ measure, unit }) => `${measure};unit=${unit}`);
  return [...measures]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, some]) => ({
      key: { dimension: `measure=${name}` },
      values: {
        before: meanValue(some.map(({ before }) => before)),
        after: meanValue(some.map(({ after }) => after)),
        change: meanValue(some.map(({ before, after }) => after - before)),
      },
      labels: { measure: some[0]!.measure, unit: some[0]!.unit },
    }));
}
