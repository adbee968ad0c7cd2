import { parsePosition } from '@flipside/event-sourcing';
import type { ConsumerLag, LagReport } from '@flipside/service-kit';

/** Lag over all services: each knows its own head only, so what consumers of others' events lack is found here. */
export function withLagAcross(reports: readonly LagReport[]): readonly LagReport[] {
  const heads = new Map(reports.map(({ service, head }) => [service, head]));
  return reports.map((report) => ({ ...report, consumers: report.consumers.map((one) => ({ ...one, lag: lagOf(one, heads.get(one.source)) })) }));
}

/** Events still to examine; null where the source does not answer, or was restored since (positions of two epochs can't be compared). */
function lagOf({ position, lag }: ConsumerLag, head: string | undefined): number | null {
  if (head === undefined) return lag;
  const [at, end] = [parsePosition(position), parsePosition(head)];
  if (at.epoch === 0) return Number(end.n);
  if (at.epoch !== end.epoch) return null;
  return Number(end.n > at.n ? end.n - at.n : 0n);
}
