/** Lets the event loop go on every now and then, tells how far a loop is, and ends it when it is no longer wanted. */
export interface Breath {
  /** Called once a round of a long loop. @throws the signal's reason. */
  at(done: number, of: number): Promise<void> | undefined;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (stage: RunStage, done: number) => void;
}

export type RunStage = 'scoring' | 'solving' | 'proving' | 'explaining';

/** Milliseconds of machine time after which others have their turn. */
const TURN = 20;

export function breathing(stage: RunStage, { signal, onProgress }: RunOptions): Breath {
  let last = performance.now();
  return {
    at: (done, of) => {
      if (performance.now() - last < TURN) return undefined;
      return new Promise((resume, stop) => {
        setImmediate(() => {
          last = performance.now();
          onProgress?.(stage, of === 0 ? 1 : done / of);
          if (signal?.aborted) stop(signal.reason as Error);
          else resume();
        });
      });
    },
  };
}
