import { categoryOf, DomainError, RevisionConflict, type AroundCommand, type EventStore } from '@flipside/event-sourcing';
import { SpanKind } from '@opentelemetry/api';
import type { Metrics } from './metrics.js';
import type { Tracing } from './tracing.js';

const secondsSince = (since: number): number => (performance.now() - since) / 1_000;

/**
 * Measures commands by category and type, and goes on with their traces. What nobody may be seen to have done has no actor: it
 * is not measured either, for a number that grows at a moment says that somebody did it then.
 */
export function aroundCommands(metrics: Metrics, tracing: Tracing | undefined): AroundCommand {
  const seconds = metrics.histogram('flipside_command_seconds', 'commands, from reading their stream to the end of the append', ['command']);
  const count = metrics.counter('flipside_commands_total', 'commands by what became of them: accepted, repeated, refused by a rule, failed', ['command', 'outcome']);
  return async (stream, command, context, handle) => {
    if (context.actor.kind === 'anonymous') return handle(context);
    const name = `${categoryOf(stream)}.${typeOf(command)}`;
    const span = tracing?.under(context.traceparent, `command ${name}`);
    const since = performance.now();
    const ended = (outcome: string, error?: unknown): void => {
      seconds.observe({ command: name }, secondsSince(since));
      count.inc({ command: name, outcome });
      span?.set({ 'flipside.outcome': outcome });
      span?.end(error);
    };
    try {
      const result = await handle(span ? { ...context, traceparent: span.traceparent } : context);
      ended(result.repeated ? 'repeated' : 'accepted');
      return result;
    } catch (error) {
      ended(error instanceof DomainError ? 'refused' : 'failed', error);
      throw error;
    }
  };
}

function typeOf(command: unknown): string {
  const { type } = command as { readonly type?: unknown };
  return typeof type === 'string' ? type : 'command';
}

/** The same store; what is appended to it is measured, and goes on with the trace of its events. */
export function observedStore<S extends EventStore>(store: S, metrics: Metrics, tracing: Tracing | undefined): S {
  const seconds = metrics.histogram('flipside_append_seconds', 'appends to the event store, conflicts included');
  const events = metrics.counter('flipside_appended_events_total', 'events appended');
  const conflicts = metrics.counter('flipside_append_conflicts_total', 'appends to a stream that another had changed meanwhile; the command is decided anew');
  const append: EventStore['append'] = async (stream, added, expected) => {
    const { actor, traceparent } = added[0]!.metadata;
    if (actor.kind === 'anonymous') return store.append(stream, added, expected);
    const span = tracing?.under(traceparent, 'append', { kind: SpanKind.CLIENT, attributes: { 'flipside.events': added.length } });
    const since = performance.now();
    try {
      const appended = await store.append(stream, added, expected);
      events.inc(added.length);
      span?.end();
      return appended;
    } catch (error) {
      if (error instanceof RevisionConflict) conflicts.inc();
      span?.end(error);
      throw error;
    } finally {
      seconds.observe(secondsSince(since));
    }
  };
  return Object.assign(Object.create(store) as S, { append });
}
