import type { Audience, ServiceName } from '../contract.js';
import { exampleOf, idOf } from './example.js';
import type { JsonSchema } from './json-schema.js';

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', description, ...more });

const cloudEvent: Readonly<Record<string, JsonSchema>> = {
  'content-type': text('Of the value.', { const: 'application/json' }),
  ce_specversion: text('CloudEvents 1.0 in binary mode.', { const: '1.0' }),
  ce_id: text('Id of the event. The same message may come twice: it then has the same id.', { format: 'uuid' }),
  ce_source: text('Who tells it.', { examples: ['/flipside/sessions'] }),
  ce_type: text('`flipside.<service>.<type>.v1`.', { examples: ['flipside.sessions.SessionHeld.v1'] }),
  ce_subject: text('The stream, within which order holds; also the key.', { examples: [`session-${idOf('sessionId')}`] }),
  ce_time: text('Business time, UTC. Some events are told for their day: then it is the beginning of that day.', { format: 'date-time' }),
  ce_minor: text('Minor version of the contract: it grows with optional fields.', { pattern: '^\\d+$', examples: ['0'] }),
};

const publicOnly: Readonly<Record<string, JsonSchema>> = {
  'flipside-whereabouts': text('For Flipside’s own services alone, encrypted: ignore it.', { examples: ['ZW5jcnlwdGVk'] }),
};

const sealedOnly: Readonly<Record<string, JsonSchema>> = {
  ce_date: text('Instead of ce_time where only a date is known.', { format: 'date' }),
  ce_position: text('Place in the log of the service, `epoch:n`.', { pattern: '^\\d+:\\d+$', examples: ['1:42'] }),
  ce_revision: text('Place in the stream, from 0.', { pattern: '^\\d+$', examples: ['3'] }),
  ce_correlationid: text('What was asked for.', { examples: [idOf('correlation')] }),
  traceparent: text('W3C trace context.', { examples: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'] }),
};

const OPTIONAL = ['ce_time', 'ce_date', 'ce_correlationid', 'traceparent'];

export function headersOf(audience: Audience): JsonSchema {
  const properties = { ...cloudEvent, ...(audience === 'public' ? publicOnly : sealedOnly) };
  const always = audience === 'public' ? [...OPTIONAL].slice(1) : OPTIONAL;
  return { type: 'object', required: Object.keys(properties).filter((name) => !always.includes(name)), properties };
}

/** Headers of an example of a type. */
export function exampleHeaders(service: ServiceName, audience: Audience, type: string): Record<string, string> {
  const all = exampleOf(headersOf(audience)) as Record<string, string>;
  const { ce_date: _instead, ...headers } = all;
  return { ...headers, ce_source: `/flipside/${service}`, ce_type: `flipside.${service}.${type}.v1`, ce_subject: `${streamOf(type)}-${idOf(`${streamOf(type)}Id`)}` };
}

/** A word for the stream in an example: what the type is of. */
function streamOf(type: string): string {
  return type.replace(/(?<=[a-z])[A-Z].*$/, '').toLowerCase();
}
