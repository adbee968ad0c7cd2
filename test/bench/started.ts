import { rmSync } from 'node:fs';

interface Stoppable {
  stop(): Promise<unknown>;
}

/** What runs for a bench, the newest first: engines and processes that outlive this program unless somebody stops them. */
const running: (() => Promise<void>)[] = [];

/**
 * Uses what is being started on a folder of its own, then stops it and removes the folder; also where the program is about to
 * end meanwhile.
 */
export async function during<S extends Stoppable, T>(folder: string, starting: Promise<S>, use: (started: S) => Promise<T>): Promise<T> {
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= starting.then((one) => one.stop(), () => undefined).then(() => rmSync(folder, { recursive: true, force: true })));
  running.unshift(stop);
  try {
    return await use(await starting);
  } finally {
    await stop();
    running.splice(running.indexOf(stop), 1);
  }
}

/**
 * Ends the program in order where nobody would: at a signal, and at a failure that nobody waits for, such as that of a relay
 * in the background. What a bench does then would go on for ever, or end without its engines.
 */
export function stopWhatRuns(): void {
  let ending = false;
  const end = (why: unknown): void => {
    if (ending) return;
    ending = true;
    process.stderr.write(`${why instanceof Error ? why.stack : String(why)}\n`);
    void endAll().finally(() => process.exit(1));
  };
  for (const event of ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM', 'SIGHUP']) process.on(event, end);
}

async function endAll(): Promise<void> {
  for (const stop of [...running]) await stop().catch((error: unknown) => process.stderr.write(`${String(error)}\n`));
}
