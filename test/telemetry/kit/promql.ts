import { readFile } from 'node:fs/promises';
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

/** Names of series in an expression: what is followed by neither a bracket of a call nor stands in braces, quotes or `by (…)`. */
export function seriesIn(expr: string): readonly string[] {
  const bare = expr.replaceAll(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, ' ').replaceAll(/\b(by|without|on|ignoring) \([^)]*\)/g, ' ');
  return [...bare.matchAll(/\b[a-z][a-z0-9_]+\b(?!\s*\()/g)].map(([name]) => name).filter((name) => !['unless', 'and', 'or'].includes(name));
}

/** Labels that an expression compares or groups by. */
export function labelsIn(expr: string): readonly string[] {
  const compared = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, inside]) => [...inside!.matchAll(/([a-z_]+)\s*(?==|!)/g)].map(([, label]) => label!));
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, inside]) => inside!.split(',').map((label) => label.trim()));
  return [...new Set([...compared, ...grouped])];
}
