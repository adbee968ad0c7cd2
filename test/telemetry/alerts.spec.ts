import { readFile } from 'node:fs/promises';
import { alertRules, allAsked, dashboardPanels, queryOf } from './kit/promql.js';
import { registered } from './kit/registered.js';

/** What Prometheus adds to all that it scrapes, and a process of ours to each of its metrics. */
const EVERYWHERE = ['job', 'instance', 'service'];
/** Of prom-client: of the process as a whole. */
const OF_A_PROCESS = /^(process|nodejs)_\w+$/;

/** Labels of each series that Prometheus can have of us. */
function known(): ReadonlyMap<string, readonly string[]> {
  const ofOurs = registered().flatMap(({ name, type, labels }) => {
    if (type !== 'histogram') return [[name, labels] as const];
    return [[`${name}_bucket`, [...labels, 'le']], [`${name}_sum`, labels], [`${name}_count`, labels]] as const;
  });
  return new Map<string, readonly string[]>([['up', []], ...ofOurs]);
}

describe('what is asked of Prometheus', () => {
  it('is PromQL, with a stretch of time where a function wants one', async () => {
    for (const { by, expr } of await allAsked()) {
      const { errors, misfits, selectors } = queryOf(expr);
      expect({ by, errors, misfits }).toEqual({ by, errors: [], misfits: [] });
      expect(selectors.length).toBeGreaterThan(0);
    }
  });

  it('is of series that a process registers, by labels that they have', async () => {
    const all = known();
    const asked = await allAsked();
    expect(asked.length).toBeGreaterThan(30);
    for (const { by, expr } of asked) {
      const { selectors, grouped } = queryOf(expr);
      for (const { series, labels } of selectors) {
        const has = OF_A_PROCESS.test(series) ? [] : all.get(series);
        expect({ by, series, known: has !== undefined }).toEqual({ by, series, known: true });
        expect({ by, unknown: [...labels, ...grouped].filter((label) => !has!.includes(label) && !EVERYWHERE.includes(label)) }).toEqual({ by, unknown: [] });
      }
    }
  });

  it.each([
    ['sum by (service (flipside_parked_events)', 'errors'],
    ['max(flipside_parked_events) >', 'errors'],
    ['rate(flipside_commands_total[5m)', 'errors'],
    ['rates(flipside_commands_total[5m])', 'errors'],
    ['flipside_parked_events{service="sessions"', 'errors'],
    ['rate(flipside_commands_total)', 'misfits'],
    ['absent(flipside_commands_total[5m])', 'misfits'],
  ] as const)('would be refused: %s', (expr, why) => {
    expect(queryOf(expr)[why]).not.toEqual([]);
  });
});

describe('the rules for Prometheus', () => {
  it('are those of docs/operating.md, in its order', async () => {
    const documented = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
    const named = [...documented.matchAll(/^\| `(Flipside\w+)` \|/gm)].map(([, name]) => name);
    expect((await alertRules()).map(({ alert }) => alert)).toEqual(named);
  });

  it('are well formed: a duration, a severity, and labels in their texts that the expression leaves', async () => {
    for (const { alert, expr, for: duration, labels, annotations } of await alertRules()) {
      expect(duration).toMatch(/^\d+m$/);
      expect(['page', 'ticket']).toContain(labels.severity);
      const shown = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label!);
      const left = expr.startsWith('up') ? ['job', 'instance'] : queryOf(expr).grouped;
      expect({ alert, missing: shown.filter((label) => !left.includes(label)) }).toEqual({ alert, missing: [] });
    }
  });

  it('and every panel has a place of its own', async () => {
    const places = (await dashboardPanels()).map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
