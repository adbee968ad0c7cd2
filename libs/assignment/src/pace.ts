import { AssignmentError } from './errors.js';
import type { Progress, ProgressStage } from './problem.js';

/** How long a run may hold its thread before others get a turn, in milliseconds. */
const TURN = 12;

/**
 * Keeps a long run polite: between steps it lets the event loop run, reports progress and stops when asked to. It never
 * changes what is computed.
 */
export class Pace {
  private readonly aborted: () => unknown;
  private readonly report: (progress: Progress) => void;
  private readonly turn: number;
  private last = performance.now();

  /** @param turn how long a run may hold its thread, in milliseconds; below 0 every step is followed by a rest. */
  constructor(aborted: () => unknown, report: (progress: Progress) => void, turn = TURN) {
    this.aborted = aborted;
    this.report = report;
    this.turn = turn;
  }

  /** To be awaited only if `due` says so: most steps are shorter than a turn. */
  get due(): boolean {
    return performance.now() - this.last > this.turn;
  }

  async rest(stage: ProgressStage, done: number): Promise<void> {
    this.report({ stage, done: Math.min(1, Math.max(0, done)) });
    await new Promise((resume) => setImmediate(resume));
    this.stopIfAborted();
    this.last = performance.now();
  }

  stopIfAborted(): void {
    const cause = this.aborted();
    if (cause) throw new AssignmentError('aborted', 'The run was aborted by its signal.', { cause });
  }
}
