import { Tracing } from '@flipside/service-kit';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';

/** A span as a test looks at it. */
export interface Seen {
  readonly service: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string | undefined;
  readonly traceId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** All traces of several services, kept in memory. */
export class Traces {
  private readonly exporter = new InMemorySpanExporter();

  of(service: string): Tracing {
    return new Tracing({ service, ratio: 1, processor: new SimpleSpanProcessor({ exporter: this.exporter }) });
  }

  get all(): readonly Seen[] {
    return this.exporter.getFinishedSpans().map((span) => ({
      service: String(span.resource.attributes['service.name']).replace('flipside-', ''), name: span.name, id: span.spanContext().spanId,
      parent: span.parentSpanContext?.spanId, traceId: span.spanContext().traceId, attributes: span.attributes,
    }));
  }

  /** Waits until spans of a trace stand below one another: `service name` of each, from the first one on. */
  async found(traceId: string, path: readonly string[]): Promise<void> {
    const wanted = path.join(' ▸ ');
    for (let tries = 0; tries < 400; tries++) {
      if (this.pathsOf(traceId).includes(wanted)) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${wanted} is not in the trace:\n${this.pathsOf(traceId).join('\n')}`);
  }

  private pathsOf(traceId: string): readonly string[] {
    const spans = new Map(this.all.filter((one) => one.traceId === traceId).map((span) => [span.id, span]));
    const pathTo = ({ parent, service, name }: Seen): string => {
      const above = parent === undefined ? undefined : spans.get(parent);
      return `${above ? `${pathTo(above)} ▸ ` : parent === undefined ? '' : '? ▸ '}${service} ${name}`;
    };
    return [...spans.values()].map(pathTo);
  }
}
