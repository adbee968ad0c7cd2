import { faultKinds, type FaultKind } from './faults.js';
import type { ChaosResult } from './run.js';

/** What is printed, and with `--json` one object on one line. Times in milliseconds. */
export interface Report {
  readonly seed: number;
  readonly rounds: number;
  readonly faults: Readonly<Record<FaultKind, number>>;
  readonly restarts: number;
  readonly acknowledged: number;
  readonly resolved: number;
  readonly repeated: number;
  readonly events: number;
  readonly readModels: number;
  readonly duplicatesDropped: number;
  readonly lost: number;
  readonly appliedTwice: number;
  readonly outOfOrder: number;
  readonly readModelsDiffering: number;
  readonly parked: number;
  readonly contradicted: number;
  readonly recoverMedian: number;
  readonly recoverWorst: number;
  readonly failures: readonly string[];
}

export function reportOf(seed: number, result: ChaosResult): Report {
  const { findings, duplicates, events, readModels } = result.last;
  const sorted = [...result.recoveries].sort((a, b) => a - b).map(Math.round);
  return {
    seed, rounds: result.rounds,
    faults: Object.fromEntries(faultKinds.map((kind) => [kind, result.faults.filter((one) => one.kind === kind).length])) as Report['faults'],
    restarts: result.restarts,
    acknowledged: result.load.acknowledged.length, resolved: result.load.resolved, repeated: result.load.repeated,
    events, readModels, duplicatesDropped: duplicates,
    lost: findings.lost.length, appliedTwice: findings.twice.length, outOfOrder: findings.outOfOrder.length,
    readModelsDiffering: findings.differing.length, parked: findings.parked.length, contradicted: result.load.contradictions.length,
    recoverMedian: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, recoverWorst: sorted.at(-1) ?? 0,
    failures: result.failures,
  };
}

export function tableOf(report: Report): string {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
  const rows: readonly (readonly [string, string | number])[] = [
    ['rounds', report.rounds],
    ...Object.entries(report.faults).map(([kind, count]) => [`faults: ${kind}`, count] as const),
    ['processes started again', report.restarts],
    ['commands acknowledged', report.acknowledged],
    ['unknown outcomes resolved', report.resolved],
    ['answered commands repeated', report.repeated],
    ['events in the logs', report.events],
    ['read models compared', report.readModels],
    ['duplicates dropped', report.duplicatesDropped],
    ['lost', report.lost],
    ['applied twice', report.appliedTwice],
    ['out of order', report.outOfOrder],
    ['rows that differ from their fold', report.readModelsDiffering],
    ['parked', report.parked],
    ['another result for a repeat', report.contradicted],
    ['time to recover, median', seconds(report.recoverMedian)],
    ['time to recover, worst', seconds(report.recoverWorst)],
  ];
  return ['| what | |', '|---|---|', ...rows.map(([what, value]) => `| ${what} | ${value} |`)].join('\n');
}
