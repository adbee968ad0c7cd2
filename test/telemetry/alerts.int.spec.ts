import { readFile } from 'node:fs/promises';
import { testKafka } from '@flipside/testing/kafka';
import { Deployment, METRICS_TOKEN } from './kit/deployment.js';
import { statement } from './kit/statement.js';
import { alertRules, allAsked, dashboardPanels, labelsIn, seriesIn } from './kit/promql.js';

const kafka = await testKafka();
/** What Prometheus itself adds to all that it scrapes. */
const OF_THE_SCRAPE = { series: ['up'], labels: ['job', 'instance'] };

/** Series and labels that are in Prometheus' text format. */
function exposed(text: string): { readonly series: ReadonlySet<string>; readonly labels: ReadonlySet<string> } {
  const typed = [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)];
  const series = typed.flatMap(([, name, type]) => (type === 'histogram' ? ['_bucket', '_sum', '_count'].map((suffix) => `${name}${suffix}`) : [name!]));
  const labels = [...text.matchAll(/^\w+\{(.*)\} /gm)].flatMap(([, inside]) => [...inside!.matchAll(/(\w+)="/g)].map(([, label]) => label!));
  return { series: new Set([...series, ...OF_THE_SCRAPE.series]), labels: new Set([...labels, ...OF_THE_SCRAPE.labels]) };
}

(kafka ? describe : describe.skip)('alerts and dashboard', () => {
  let deployment: Deployment;
  let text = '';
  beforeAll(async () => {
    deployment = await Deployment.start(kafka!);
    const { status } = await deployment.ask('/v1/people', ['hr-integration'], { body: statement('4711') });
    expect(status).toBe(201);
    for (const at of ['participants', 'sessions', 'gateway'] as const) text += (await deployment.ask('/metrics', METRICS_TOKEN, { at })).text;
  });
  afterAll(() => deployment.stop());

  it('ask for nothing that no process shows', async () => {
    const { series, labels } = exposed(text);
    const asked = await allAsked();
    expect(asked.length).toBeGreaterThan(30);
    for (const { by, expr } of asked) {
      expect(seriesIn(expr).length).toBeGreaterThan(0);
      expect({ by, unknown: seriesIn(expr).filter((name) => !series.has(name)) }).toEqual({ by, unknown: [] });
      expect({ by, unknown: labelsIn(expr).filter((label) => !labels.has(label)) }).toEqual({ by, unknown: [] });
    }
  });

  it('show what readiness rests on, by process', () => {
    const shown = text.split('\n').filter((line) => line.startsWith('flipside_dependency_up{'));
    const of = (service: string, dependency: string, up: number): string => `flipside_dependency_up{dependency="${dependency}",service="${service}"} ${up}`;
    for (const service of ['participants', 'sessions']) {
      expect(shown).toEqual(expect.arrayContaining(['database', 'keys-database', 'event-store', 'kafka'].map((one) => of(service, one, 1))));
    }
    expect(shown).toEqual(expect.arrayContaining([of('gateway', 'participants', 1), of('gateway', 'matching', 0)]));
  });
});

describe('the rules for Prometheus', () => {
  it('are those of docs/operating.md, in its order', async () => {
    const documented = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
    const named = [...documented.matchAll(/^\| `(Flipside\w+)` \|/gm)].map(([, name]) => name);
    expect((await alertRules()).map(({ alert }) => alert)).toEqual(named);
  });

  it('are well formed: brackets in pairs, a duration, a severity, and labels in their texts that the expression leaves', async () => {
    for (const { alert, expr, for: duration, labels, annotations } of await alertRules()) {
      const unpaired = [['(', ')'], ['{', '}'], ['[', ']']].filter(([open, close]) => expr.split(open!).length !== expr.split(close!).length);
      expect({ alert, unpaired, quotes: expr.split('"').length % 2 }).toEqual({ alert, unpaired: [], quotes: 1 });
      expect(duration).toMatch(/^\d+m$/);
      expect(['page', 'ticket']).toContain(labels.severity);
      const shown = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label!);
      const left = expr.startsWith('up') ? ['job', 'instance'] : labelsIn(expr);
      expect({ alert, missing: shown.filter((label) => !left.includes(label)) }).toEqual({ alert, missing: [] });
    }
  });

  it('and every panel has a place of its own', async () => {
    const places = (await dashboardPanels()).map(({ gridPos: { x, y } }) => `${x} ${y}`);
    expect(new Set(places).size).toBe(places.length);
  });
});
