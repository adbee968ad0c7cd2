import { ROOT_CONTEXT, SpanStatusCode, trace, type Attributes, type Span, type SpanContext, type SpanKind, type Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { RandomIdGenerator, TracerProvider, type IdGenerator, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { isSampled } from './traceparent.js';

export interface TracingOptions {
  readonly service: string;
  /** Share of the traces begun here that is recorded, 0 to 1. Of those begun elsewhere, whoever began them has decided. */
  readonly ratio: number;
  readonly processor: SpanProcessor;
}

export interface SpanOptions {
  readonly kind?: SpanKind;
  /** Words of the code alone: no ids, nothing of people. */
  readonly attributes?: Attributes;
  /** Milliseconds since 1970; now unless given. */
  readonly since?: number;
}

/**
 * The traces of one service, beside those of other services in the same process: a provider of its own, and no context but
 * the `traceparent` that requests, events and contracts carry anyway. What is not recorded costs a look at its last digit.
 */
export class Tracing {
  private readonly ids = new ChosenIds();
  private readonly provider: TracerProvider;
  private readonly tracer: Tracer;
  private readonly ratio: number;

  constructor({ service, ratio, processor }: TracingOptions) {
    const resource = resourceFromAttributes({ 'service.name': `flipside-${service}` });
    this.provider = new TracerProvider({ resource, spanProcessors: [processor], idGenerator: this.ids });
    this.tracer = this.provider.getTracer('flipside');
    this.ratio = ratio;
  }

  /** A span of a trace; undefined where the trace is not recorded, or there is none. */
  under(traceparent: string | undefined, name: string, options: SpanOptions = {}): FollowedSpan | undefined {
    if (traceparent === undefined || !isSampled(traceparent)) return undefined;
    const parent: SpanContext = { traceId: traceparent.slice(3, 35), spanId: traceparent.slice(36, 52), traceFlags: 1, isRemote: true };
    const { kind, attributes, since } = options;
    return new FollowedSpan(this.tracer.startSpan(name, { kind, attributes, startTime: since }, trace.setSpanContext(ROOT_CONTEXT, parent)));
  }

  /** The first span of a new trace; undefined where it is not recorded. @param traceId 32 hexadecimal digits. */
  begin(name: string, { kind, attributes, traceId }: Omit<SpanOptions, 'since'> & { readonly traceId?: string } = {}): FollowedSpan | undefined {
    if (Math.random() >= this.ratio) return undefined;
    this.ids.next = traceId;
    return new FollowedSpan(this.tracer.startSpan(name, { kind, attributes }, ROOT_CONTEXT));
  }

  /** Sends what is not sent yet. */
  close(): Promise<void> {
    return this.provider.shutdown();
  }
}

/** A span under way. What goes on with its `traceparent` comes below it. */
export class FollowedSpan {
  readonly traceparent: string;

  constructor(private readonly span: Span) {
    const { traceId, spanId } = span.spanContext();
    this.traceparent = `00-${traceId}-${spanId}-01`;
  }

  set(attributes: Attributes): void {
    this.span.setAttributes(attributes);
  }

  /** @param error what it failed with: its name or code is kept, never its text, which may name people. */
  end(error?: unknown): void {
    if (error !== undefined) {
      this.span.setAttribute('error.type', nameOf(error));
      this.span.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.span.end();
  }

  /** Ends with the work. */
  async around<R>(work: () => Promise<R>): Promise<R> {
    try {
      const result = await work();
      this.end();
      return result;
    } catch (error) {
      this.end(error);
      throw error;
    }
  }
}

function nameOf(error: unknown): string {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'Error';
}

/** Random ids, but for a trace whose id is chosen. */
class ChosenIds implements IdGenerator {
  next: string | undefined;
  private readonly random = new RandomIdGenerator();

  generateTraceId(): string {
    const id = this.next ?? this.random.generateTraceId();
    this.next = undefined;
    return id;
  }

  generateSpanId(): string {
    return this.random.generateSpanId();
  }
}
