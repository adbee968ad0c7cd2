import type { ClockControl } from '../dev/clock-control.js';

/** Business time in memory, with every moment at which it stopped. */
export class TestClock implements ClockControl {
  readonly stops: string[] = [];

  constructor(private at: string) {}

  now(): string {
    return this.at;
  }

  async set(to: string): Promise<void> {
    this.at = to;
    this.stops.push(to);
  }
}
