import type { Line } from '../line.js';
import { ownLine, quantile } from './kit/compare.js';
import { Ours } from './kit/processes.js';

/** One change at 100,000 people (join, leave, decline, capacity, new scores), exact after each, the least time of three passes; the checker judges the end. */
export async function changesBench(): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [name, limit] of [['scarce', 1], ['tight', 150]] as const) {
    const ours = await Ours.start({ name, size: 100_000 });
    try {
      const { changes = [], valid, milliseconds } = await ours.ask({ kind: 'change', count: 2_000 });
      const verdict = valid ? '' : ', REFUSED by the checker';
      const line = ownLine(`one change at 100,000, ${name}: p99 of 2,000${verdict}`, quantile(changes, 0.99), changes, limit);
      lines.push({ ...line, holds: line.holds && valid === true }, ownLine(`the same from scratch, ${name}, cold`, milliseconds, [milliseconds], null));
    } finally {
      ours.stop();
    }
  }
  return lines;
}
