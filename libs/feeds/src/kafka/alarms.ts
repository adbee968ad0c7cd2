/** Work for later, all of which is dropped at once. */
export class Alarms {
  private readonly timers = new Set<NodeJS.Timeout>();
  private dropped = false;

  /** @param moment milliseconds on this machine's monotonic clock; at once where it has passed. */
  at(moment: number, work: () => void): void {
    if (this.dropped) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work();
    }, Math.max(0, moment - performance.now()));
    this.timers.add(timer);
  }

  /** Nothing is done any more, nor planned. */
  drop(): void {
    this.dropped = true;
    for (const timer of this.timers) clearTimeout(timer);
  }
}
