import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { BatchSpanProcessor } from '@opentelemetry/sdk-trace';
import { optional, type Environment, type Variable } from '../environment.js';
import { Tracing } from './tracing.js';

/** Variables of every program that can be traced, as OpenTelemetry names them. */
export const tracingVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: optional('where traces are sent as OTLP over HTTP, http://collector:4318; none are made without it', checkUrl),
  OTEL_EXPORTER_OTLP_HEADERS: optional('headers for that place: name=value,…'),
  OTEL_TRACES_SAMPLER_ARG: share('share of the traces that is recorded, 0 to 1', 0.1),
} as const;

export type TracingConfig = Environment<typeof tracingVariables>;

/** Undefined where nobody wants traces. */
export function openTracing(service: string, config: TracingConfig): Tracing | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers = '', OTEL_TRACES_SAMPLER_ARG: ratio } = config;
  if (endpoint === undefined) return undefined;
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces`, headers: pairsOf(headers) });
  return new Tracing({ service, ratio, processor: new BatchSpanProcessor({ exporter }) });
}

function pairsOf(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), decodeURIComponent(pair.slice(pair.indexOf('=') + 1).trim())]));
}

function checkUrl(value: string): void {
  if (!URL.canParse(value)) throw new RangeError('is no URL');
}

function share(description: string, fallback: number): Variable<number> {
  return {
    description,
    required: false,
    parse: (value = String(fallback)) => {
      if (!/^(0|1|0?\.\d{1,9}|1\.0+|0\.0+)$/.test(value)) throw new RangeError('is no number from 0 to 1');
      return Number(value);
    },
  };
}
