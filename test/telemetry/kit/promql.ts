import { readFile } from 'node:fs/promises';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

/** An expression in PromQL, and who asks it. */
export interface Asked {
  readonly by: string;
  readonly expr: string;
}

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string };
}

interface Panel {
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}

const inInfra = (path: string): Promise<string> => readFile(new URL(`../../../infra/${path}`, import.meta.url), 'utf8');

export async function alertRules(): Promise<readonly Rule[]> {
  const { groups } = parse(await inInfra('alerts/flipside.rules.yml')) as { groups: { rules: Rule[] }[] };
  return groups.flatMap(({ rules }) => rules);
}

export async function dashboardPanels(): Promise<readonly Panel[]> {
  return (JSON.parse(await inInfra('dashboards/flipside.json')) as { panels: Panel[] }).panels;
}

/** All that alerts and dashboard ask of Prometheus. */
export async function allAsked(): Promise<readonly Asked[]> {
  const panels = await dashboardPanels();
  return [
    ...(await alertRules()).map(({ alert, expr }) => ({ by: alert, expr })),
    ...panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ by: title, expr }))),
  ];
}

/** What an expression asks: by a grammar of Prometheus' own. */
export interface Query {
  /** Parts that are no PromQL, as they stand there. */
  readonly errors: readonly string[];
  readonly selectors: readonly Selector[];
  /** Labels that are grouped by, or joined on. */
  readonly grouped: readonly string[];
  /** Calls that want a stretch of time and get none, or get one and want none. */
  readonly misfits: readonly string[];
}

interface Selector {
  readonly series: string;
  /** Labels that are compared. */
  readonly labels: readonly string[];
}

/** Functions of a stretch of time. */
const OF_A_STRETCH = /^(rate|irate|increase|delta|idelta|deriv|changes|resets|\w+_over_time)$/;
/** What Grafana puts in where a query is sent, as it might be. */
const FILLED_IN: Readonly<Record<string, string>> = { $__rate_interval: '1m', $__range: '1h', $service: 'participants' };

/** @param written as it stands in a rule or in a dashboard. */
export function queryOf(written: string): Query {
  const expr = written.replaceAll(/\$\w+/g, (name) => FILLED_IN[name] ?? name);
  const tree = parser.parse(expr);
  const textOf = ({ from, to }: { readonly from: number; readonly to: number }): string => expr.slice(from, to);
  const errors: string[] = [];
  const selectors: { series: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  const misfits: string[] = [];
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) errors.push(textOf(node));
      if (node.name === 'VectorSelector') selectors.push({ series: '', labels: [] });
      if (node.name === 'Identifier') selectors.at(-1)!.series = textOf(node);
      if (node.name === 'LabelName') (node.matchContext(['GroupingLabels']) ? grouped : selectors.at(-1)!.labels).push(textOf(node));
      if (node.name !== 'FunctionCall') return;
      const name = textOf(node.node.getChild('FunctionIdentifier')!);
      const takes = node.node.getChild('FunctionCallBody')!.getChild('MatrixSelector') !== null;
      if (takes !== OF_A_STRETCH.test(name)) misfits.push(textOf(node));
    },
  });
  return { errors, selectors, grouped: [...new Set(grouped)], misfits };
}
