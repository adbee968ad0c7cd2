import { SpanKind } from '@opentelemetry/api';
import type { Contract } from '@flipside/contracts';
import { originOf, type AroundTaking, type Cause, type Policy, type PolicyContext } from '@flipside/feeds';
import type { AroundTelling } from '@flipside/feeds/kafka/relay';
import { topicOf } from '@flipside/contracts';
import type { FireTimer } from '../runtime/firing.js';
import type { FollowedSpan, Tracing } from './tracing.js';

type Handler = (event: Cause, context: PolicyContext) => Promise<unknown>;

/** The same policy; its handling of an event, and the commands that follow, go on with the event's trace. */
export function followedPolicy<E extends Cause>(policy: Policy<E>, tracing: Tracing): Policy<E> {
  const follow = (type: string, handle: Handler): Handler => async (event, context) => {
    const span = tracing.under(originOf(event).traceparent, `policy ${policy.name}`, consuming(type));
    if (!span) return handle(event, context);
    return span.around(() => handle(event, { ...context, command: (stream) => ({ ...context.command(stream), traceparent: span.traceparent }) }));
  };
  const handlers = Object.entries(policy.on as unknown as Readonly<Record<string, Handler>>);
  return { ...policy, on: Object.fromEntries(handlers.map(([type, handle]) => [type, follow(type, handle)])) as unknown as Policy<E>['on'] };
}

/** Events that a read model takes together have traces of their own: each gets a span as long as the whole took. */
export function followTaking(tracing: Tracing): AroundTaking {
  return (consumer, events, take) => {
    const spans = events.map((event) => tracing.under(originOf(event).traceparent, `project ${consumer}`, consuming(event.type)));
    return allAround(spans, take);
  };
}

/** Who receives a contract goes on from its telling, not from the command. */
export function followTelling(tracing: Tracing): AroundTelling {
  return (contracts, tell) => {
    const spans = contracts.map((contract) => tracing.under(contract.traceparent, `tell ${topicOf(contract.service, contract.audience)}`, telling(contract)));
    return allAround(spans, () => tell(contracts.map((contract, i) => (spans[i] ? { ...contract, traceparent: spans[i].traceparent } : contract))));
  };
}

/** A timer has no cause under way: what follows from it is a trace of its own. */
export function followTimer(fire: FireTimer, tracing: Tracing): FireTimer {
  return async (timer, context) => {
    const span = tracing.begin(`timer ${timer.command.type}`);
    if (!span) return fire(timer, context);
    return span.around(() => fire(timer, { ...context, traceparent: span.traceparent }));
  };
}

function consuming(type: string) {
  return { kind: SpanKind.CONSUMER, attributes: { 'flipside.event': type } };
}

function telling({ type, service, audience }: Contract) {
  const attributes = { 'messaging.system': 'kafka', 'messaging.destination.name': topicOf(service, audience), 'flipside.event': type };
  return { kind: SpanKind.PRODUCER, attributes };
}

async function allAround<R>(spans: readonly (FollowedSpan | undefined)[], work: () => Promise<R>): Promise<R> {
  const end = (error?: unknown): void => spans.forEach((span) => span?.end(error));
  try {
    const result = await work();
    end();
    return result;
  } catch (error) {
    end(error);
    throw error;
  }
}
