import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What machines make: ids, and nanoseconds. */
const MADE = new Set(['traceId', 'spanId', 'parentSpanId', 'startTimeUnixNano', 'endTimeUnixNano']);

/** Takes what programs send of their traces (OTLP over HTTP, as JSON), and keeps all that it says, each thing once. */
export class TraceCollector {
  private readonly told = new Set<string>();
  private spans = 0;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      request.toArray().then((parts) => {
        this.keep(JSON.parse(Buffer.concat(parts as Buffer[]).toString()) as Sent);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      }, () => response.destroy());
    });
  }

  static async listen(): Promise<TraceCollector> {
    const collector = new TraceCollector(createServer());
    await new Promise<void>((resolve) => collector.server.listen(0, '127.0.0.1', resolve));
    return collector;
  }

  /** For the programs to be traced: all of their traces come here. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_TRACES_SAMPLER_ARG: '1' };
  }

  /** How many spans came. */
  get count(): number {
    return this.spans;
  }

  /** All that they say beside ids and times, one JSON document a line. */
  get text(): string {
    return [...this.told].join('\n');
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }

  private keep({ resourceSpans }: Sent): void {
    for (const { scopeSpans, ...of } of resourceSpans) {
      this.told.add(JSON.stringify(of));
      for (const { spans, ...by } of scopeSpans) {
        this.told.add(JSON.stringify(by));
        this.spans += spans.length;
        for (const span of spans) this.told.add(JSON.stringify(Object.entries(span).filter(([name]) => !MADE.has(name))));
      }
    }
  }
}

interface Sent {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly object[] }[] }[];
}
