import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CommandContext } from '@flipside/event-sourcing';
import { policyContext, type Cause, type Policy } from '@flipside/feeds';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { readEnvironment } from '../environment.js';
import { followedPolicy, followTaking, followTimer } from './following.js';
import { openTracing, tracingVariables } from './open-tracing.js';
import { isSampled, traceIdOf, traceparentOf, unsampled } from './traceparent.js';
import { Tracing } from './tracing.js';

const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const event: Cause = { id: 'e1', type: 'Done', stream: 'thing-1', position: { epoch: 1, n: 1n }, at: '2027-01-04T08:00:00.000Z', traceparent: given };

describe('traces', () => {
  const exporter = new InMemorySpanExporter();
  const tracing = new Tracing({ service: 'some', ratio: 1, processor: new SimpleSpanProcessor({ exporter }) });
  const spans = () => exporter.getFinishedSpans().map(({ name, parentSpanContext, status, attributes }) => ({ name, parent: parentSpanContext?.spanId, failed: status.code === 2, attributes }));
  beforeEach(() => exporter.reset());

  it('are followed only where they are wanted', () => {
    const never = new Tracing({ service: 'some', ratio: 0, processor: new SimpleSpanProcessor({ exporter }) });
    expect([tracing.under(undefined, 'a'), tracing.under(given.replace(/01$/, '00'), 'a'), never.begin('a')]).toEqual([undefined, undefined, undefined]);
    const traceId = 'ab'.repeat(16);
    const span = tracing.begin('a', { traceId })!;
    expect([span.traceparent.slice(3, 35), isSampled(span.traceparent), isSampled(unsampled(traceId))]).toEqual([traceId, true, false]);
    expect(traceparentOf(span.traceparent)).toBe(span.traceparent);
    for (const none of [undefined, ['a'], '', `${given}x`, given.replace('00-', '01-'), `00-${'0'.repeat(32)}-b7ad6b7169203331-01`]) expect(traceparentOf(none)).toBeUndefined();
    expect([traceIdOf('0af76519-16cd-43dd-8448-eb211c80319c'), traceIdOf('chosen-by-a-client').length]).toEqual(['0af7651916cd43dd8448eb211c80319c', 32]);
  });

  it('go on with what a policy does of an event; of a failure they show the name, never the text', async () => {
    const contexts: CommandContext[] = [];
    const policy = { name: 'on-done', feed: {}, expected: [], on: { Done: async (_: Cause, context: { command(stream: string): CommandContext }) => {
      contexts.push(context.command('thing-2'));
      throw new TypeError('Ada Lovelace is unknown');
    } } } as unknown as Policy<Cause>;
    const handle = followedPolicy(policy, tracing).on['Done' as never] as unknown as (event: Cause, context: unknown) => Promise<void>;
    await expect(handle(event, policyContext('on-done', event))).rejects.toThrow('Ada');
    await expect(handle({ ...event, traceparent: undefined }, policyContext('on-done', event))).rejects.toThrow('Ada');
    expect(spans()).toEqual([{ name: 'policy on-done', parent: 'b7ad6b7169203331', failed: true, attributes: { 'flipside.event': 'Done', 'error.type': 'TypeError' } }]);
    expect(contexts[0]!.traceparent).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[\da-f]{16}-01$/);
    expect(JSON.stringify(exporter.getFinishedSpans().map(({ status, events }) => [status, events]))).not.toContain('Ada');
  });

  it('have a span for each event that a read model takes, and one of their own for what a timer does', async () => {
    await followTaking(tracing)('things', [event, { ...event, traceparent: undefined }], async () => true);
    const fire = followTimer(async (_, context) => context.traceparent, tracing);
    const fired = await fire({ id: 't', due: event.at!, command: { type: 'close', stream: 'thing-1' } }, { commandId: 'c', actor: { kind: 'system' }, at: event.at! });
    expect(spans().map(({ name, parent }) => [name, parent])).toEqual([['project things', 'b7ad6b7169203331'], ['timer close', undefined]]);
    expect(isSampled(fired as string)).toBe(true);
  });

  it('are sent to where the configuration says, as OTLP; nowhere without it', async () => {
    expect(openTracing('some', readEnvironment(tracingVariables, {}))).toBeUndefined();
    expect(() => readEnvironment(tracingVariables, { OTEL_EXPORTER_OTLP_ENDPOINT: 'x', OTEL_TRACES_SAMPLER_ARG: '1.5' })).toThrow(/ENDPOINT is no URL.*\n.*ARG is no number from 0 to 1/);
    const arrived: { path: string; key: string; body: string }[] = [];
    const collector = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString())).on('end', () => {
        arrived.push({ path: request.url!, key: String(request.headers['x-key']), body });
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;
    const sent = openTracing('some', readEnvironment(tracingVariables, {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`, OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b', OTEL_TRACES_SAMPLER_ARG: '1',
    }))!;
    sent.begin('something')!.end();
    await sent.close();
    collector.close();
    expect(arrived).toMatchObject([{ path: '/v1/traces', key: 'a b' }]);
    expect(JSON.parse(arrived[0]!.body)).toMatchObject({
      resourceSpans: [{ resource: { attributes: [{ key: 'service.name', value: { stringValue: 'flipside-some' } }] }, scopeSpans: [{ spans: [{ name: 'something' }] }] }],
    });
  });
});
