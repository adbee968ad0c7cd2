import { DomainError, type CommandContext } from '@flipside/event-sourcing';
import type { Feed, Turn } from '@flipside/feeds';
import { inTurns } from '../in-turns.js';
import type { TimerRow, TimerRules, TimerStore } from './timers.js';

/** Fires one timer as a command; the context's `at` is the due moment. */
export type FireTimer = (timer: TimerRow, context: CommandContext) => Promise<unknown>;

/** Of timers that need not find what came of others due at the same moment: they are fired at once, those of one stream in order. */
export type AtOnce = (timer: TimerRow) => boolean;

/** The timers of a service: what sets them, and what becomes of those that are due. */
export interface ServiceTimers {
  readonly rules: TimerRules<never>;
  readonly feeds: readonly Feed<never>[];
  readonly fire: FireTimer;
  readonly atOnce?: AtOnce;
}

export interface FiringParts {
  readonly timers: Pick<TimerStore, 'due' | 'fired'>;
  /** Held over all replicas. */
  readonly turn: Pick<Turn, 'run' | 'idle'>;
  /** Not asked for where a service has no timers: then none is due. */
  readonly fire?: FireTimer;
  /** None where it is left out. */
  readonly atOnce?: AtOnce;
  readonly timerCommand: (id: string, due: string) => string;
  /**
   * What a simulation waits for after each timer: that policies have answered it. So the next one finds what came of it, and
   * the same log comes of the same timers on a fast machine and on a slow one.
   */
  readonly between?: () => Promise<void>;
}

const AT_A_TIME = 200;
/** Each is a stream of its own, and appends are written together. */
const AT_ONCE = 64;

/** Fires what is due, one timer after the other, or at once where a service says so. */
export class Firing {
  constructor(private readonly parts: FiringParts) {}

  /** All that is due at or before a moment, in order. @returns how many. */
  due(until: string): Promise<number> {
    const { turn, timers, between } = this.parts;
    return turn.run(async () => {
      let fired = 0;
      for (let due = await timers.due(until, AT_A_TIME); due.length > 0; due = await timers.due(until, AT_A_TIME)) {
        for (const group of this.groups(due)) {
          await inTurns(group, ({ command }) => command.stream, AT_ONCE, (timer) => this.one(timer));
          await between?.();
        }
        fired += due.length;
      }
      return fired;
    });
  }

  /** Until nothing is being fired any more. */
  idle(): Promise<void> {
    return this.parts.turn.idle();
  }

  /** One by one in a simulation. */
  private groups(due: readonly TimerRow[]): readonly (readonly TimerRow[])[] {
    const { between, atOnce = () => false } = this.parts;
    if (between) return due.map((timer) => [timer]);
    const groups: TimerRow[][] = [];
    for (const timer of due) {
      const group = groups.at(-1);
      const isBeside = group?.[0]!.due === timer.due && [group[0]!, timer].every(atOnce);
      if (isBeside) group.push(timer);
      else groups.push([timer]);
    }
    return groups;
  }

  private async one(timer: TimerRow): Promise<void> {
    const { fire, timers, timerCommand } = this.parts;
    const commandId = timerCommand(timer.id, timer.due);
    try {
      await fire!(timer, { commandId, actor: { kind: 'system' }, at: timer.due });
      await timers.fired(timer, 'done');
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      await timers.fired(timer, error.code);
    }
  }
}
