import { DomainError, type CommandContext } from '@flipside/event-sourcing';
import type { Turn } from '@flipside/feeds';
import type { TimerRow, TimerStore } from './timers.js';

/** Fires one timer as a command; the context's `at` is the due moment. */
export type FireTimer = (timer: TimerRow, context: CommandContext) => Promise<unknown>;

export interface FiringParts {
  readonly timers: Pick<TimerStore, 'due' | 'fired'>;
  /** Held over all replicas. */
  readonly turn: Pick<Turn, 'run' | 'idle'>;
  /** Not asked for where a service has no timers: then none is due. */
  readonly fire?: FireTimer;
  readonly timerCommand: (id: string, due: string) => string;
  /**
   * What a simulation waits for after each timer: that policies have answered it. So the next one finds what came of it, and
   * the same log comes of the same timers on a fast machine and on a slow one.
   */
  readonly between?: () => Promise<void>;
}

const AT_A_TIME = 200;

/** Fires what is due, one timer after the other. */
export class Firing {
  constructor(private readonly parts: FiringParts) {}

  /** All that is due at or before a moment, in order. @returns how many. */
  due(until: string): Promise<number> {
    const { turn, timers, between } = this.parts;
    return turn.run(async () => {
      let fired = 0;
      for (let due = await timers.due(until, AT_A_TIME); due.length > 0; due = await timers.due(until, AT_A_TIME)) {
        for (const timer of due) {
          await this.one(timer);
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
