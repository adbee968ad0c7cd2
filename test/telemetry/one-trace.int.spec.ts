import { randomUUID } from 'node:crypto';
import { testKafka } from '@flipside/testing/kafka';
import { statement } from './kit/statement.js';
import { Deployment, METRICS_TOKEN } from './kit/deployment.js';

const kafka = await testKafka();
const hr = ['hr-integration'] as const;

(kafka ? describe : describe.skip)('a deployment with a broker, as it is seen running', () => {
  let deployment: Deployment;
  beforeAll(async () => {
    deployment = await Deployment.start(kafka!);
  });
  afterAll(async () => {
    await deployment?.stop();
    expect(deployment.failures).toEqual([]);
  });

  const correlated = async (path: string, body: object) => {
    const correlationId = randomUUID();
    const answer = await deployment.ask(path, hr, { body, headers: { 'x-correlation-id': correlationId } });
    expect([path, answer.status, answer.status < 300 || answer.text]).toEqual([path, answer.status, true]);
    return { id: (JSON.parse(answer.text) as { id: string }).id, traceId: correlationId.replaceAll('-', ''), correlationId, position: answer.headers.get('flipside-position')! };
  };

  it('shows one command from the gateway to a read model in another service, the policies on its way included, as one trace', async () => {
    const { traces } = deployment;
    const survivor = await correlated('/v1/people', statement('4711'));
    const absorbed = await correlated('/v1/people', statement('4712'));
    await deployment.ask('/v1/people', hr, { headers: { 'flipside-min-position': absorbed.position } });
    const merged = await correlated(`/v1/people/${survivor.id}/merge`, { absorbedId: absorbed.id });
    const request = ['gateway POST /v1/people/:personId/merge', 'participants POST /v1/people/:personId/merge', 'participants command person.MergeInto'];
    const told = ['participants tell flipside.participants.sealed.v1', 'sessions project known-people'];
    const policy = [...request, 'participants policy on-people', 'participants command person.Absorb'];
    for (const path of [[...request, 'participants append'], [...request, ...told], [...policy, 'participants append'], [...policy, ...told]]) {
      await traces.found(merged.traceId, path);
    }
    const erased = await correlated(`/v1/people/${survivor.id}/erasure`, {});
    const erasure = ['gateway POST /v1/people/:personId/erasure', 'participants POST /v1/people/:personId/erasure', 'participants command person.ErasePerson'];
    await traces.found(erased.traceId, [...erasure, told[0]!, 'sessions policy forget-erased']);
  });

  it('names in spans what the code names, and nobody', () => {
    const words = JSON.stringify(deployment.traces.all.map(({ name, attributes }) => [name, attributes]));
    expect(words).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|zorvane|471\d/i);
    const keys = new Set(deployment.traces.all.flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...keys].sort()).toEqual([
      'flipside.event', 'flipside.events', 'flipside.outcome', 'http.request.method', 'http.response.status_code', 'http.route',
      'messaging.destination.name', 'messaging.system',
    ]);
  });

  it('has no trace, no number and no line of a request with the shared reporting token', async () => {
    const before = { spans: deployment.traces.all.length, lines: deployment.lines.length, metrics: await metricsOf('sessions') };
    const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': randomUUID(), traceparent: `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01` };
    const body = { code: 'f'.repeat(32), text: 'Zorvane' };
    for (const at of ['gateway', 'sessions'] as const) expect((await deployment.ask('/v1/mailbox/messages', ['reporter'], { body, headers, at })).status).toBe(404);
    const spans = deployment.traces.all.slice(before.spans).map(({ traceId, name }) => `${traceId} ${name}`);
    expect(spans.filter((span) => /^(ab){16}|mailbox|concern/.test(span))).toEqual([]);
    expect(deployment.lines.slice(before.lines)).toEqual([]);
    expect(counted(await metricsOf('sessions'))).toEqual(counted(before.metrics));
    expect(await metricsOf('gateway')).not.toContain('/v1/mailbox');
  });

  it('says what each process depends on, and is ready without the services that are not there', async () => {
    const health = async (at: 'gateway' | 'participants') => JSON.parse((await deployment.ask('/health/ready', [], { at })).text) as object;
    expect(await health('participants')).toEqual({ status: 'up', dependencies: { database: 'up', 'keys-database': 'up', 'event-store': 'up', kafka: 'up' } });
    expect(await health('gateway')).toEqual({ status: 'up', dependencies: { participants: 'up', matching: 'down', sessions: 'up', analytics: 'down' } });
  });

  it('shows its metrics to operators and to whoever scrapes them, and to nobody else', async () => {
    for (const at of ['gateway', 'sessions'] as const) {
      expect((await deployment.ask('/metrics', ['operator'], { at })).status).toBe(200);
      expect((await deployment.ask('/metrics', ['analyst'], { at })).status).toBe(403);
      expect((await deployment.ask('/metrics', `${METRICS_TOKEN}x`, { at })).status).toBe(401);
    }
    const told = await metricsOf('participants');
    expect(valueOf(told, 'flipside_commands_total', 'command="person.MergeInto"', 'outcome="accepted"', 'service="participants"')).toBe(1);
    expect(valueOf(told, 'flipside_http_request_seconds_count', 'method="POST"', 'route="/v1/people/:personId/merge"', 'status="200"')).toBe(1);
    expect(valueOf(told, 'flipside_relay_lag_events')).toBeGreaterThanOrEqual(0);
    const heard = await metricsOf('sessions');
    expect(valueOf(heard, 'flipside_consumer_lag_events', 'consumer="known-people"', 'source="participants"')).toBeGreaterThanOrEqual(0);
    expect(valueOf(heard, 'flipside_odd_messages', 'kind="unreadable"')).toBe(0);
    expect(told + heard).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|zorvane/i);
  });

  it('logs by correlation id what failed, and nothing of anybody', async () => {
    expect(deployment.lines.filter((line) => /zorvane|471\d/i.test(line))).toEqual([]);
    const line = deployment.lines.map((text) => JSON.parse(text) as { msg: string; correlationId?: string }).find(({ msg }) => msg === 'request');
    expect(line!.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });

  async function metricsOf(at: 'gateway' | 'participants' | 'sessions'): Promise<string> {
    return (await deployment.ask('/metrics', METRICS_TOKEN, { at })).text;
  }
});

function valueOf(metrics: string, name: string, ...labels: readonly string[]): number {
  const line = metrics.split('\n').find((one) => one.startsWith(`${name}{`) && labels.every((label) => one.includes(label)));
  if (!line) throw new Error(`${name} of ${labels.join()} is not among the metrics`);
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}

/** What requests and commands count, but the look at the metrics itself. */
function counted(metrics: string): readonly string[] {
  return metrics.split('\n').filter((line) => /^flipside_(http|command|append)/.test(line) && !line.includes('/metrics'));
}
