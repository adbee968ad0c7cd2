import { testKafka } from '@flipside/testing/kafka';
import { Deployment, METRICS_TOKEN } from './kit/deployment.js';
import { statement } from './kit/statement.js';
import { allAsked, queryOf } from './kit/promql.js';

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
      const { selectors, grouped } = queryOf(expr);
      expect({ by, unknown: selectors.map((one) => one.series).filter((name) => !series.has(name)) }).toEqual({ by, unknown: [] });
      const named = [...selectors.flatMap((one) => one.labels), ...grouped];
      expect({ by, unknown: named.filter((label) => !labels.has(label)) }).toEqual({ by, unknown: [] });
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
