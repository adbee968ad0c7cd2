/**
 * Stops in order at the first signal that ends programs, and at once at the second. A terminal that is closed, or nobody who
 * reads what the program says, is such an end too: what it started would go on without it. Only the outermost program does this.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const begin = (): void => {
    stopping = true;
    stop().then(
      () => process.exit(),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => (stopping ? process.exit(1) : begin()));
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stopping || begin());
}
