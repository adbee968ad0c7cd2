import type { Findings } from './findings.js';
import type { Logs, Stored } from './log.js';

/** What policies made of what they were told: a warning was routed once, a pair's agreement rests when its pairing does. */
export function checkPolicies({ matching, sessions }: Logs, findings: Findings): void {
  for (const [stream, events] of Map.groupBy(sessions.filter(({ type }) => type.startsWith('Warning')), (event) => event.stream)) {
    compare(stream, ['WarningRouted'], events.filter(({ type }) => type === 'WarningRouted').map(({ type }) => type), findings);
  }
  const rests = (log: readonly Stored[], what: string) => Map.groupBy(log.filter(({ type }) => new RegExp(`^${what}(Paused|Resumed)$`).test(type)), ({ stream }) => stream);
  const agreements = rests(sessions, 'Agreement');
  for (const [stream, told] of rests(matching, 'Pairing')) {
    const name = stream.replace('pairing-', 'agreement-');
    const expected = told.map(({ type }) => type.replace('Pairing', 'Agreement'));
    compare(name, expected, (agreements.get(name) ?? []).map(({ type }) => type), findings);
  }
}

/** @param made what a consumer made of what it was told, in order. */
function compare(name: string, expected: readonly string[], made: readonly string[], findings: Findings): void {
  if (made.length < expected.length) findings.lost.push(`${name}: ${made.length} of ${expected.length} ${expected.at(-1)}`);
  if (made.length > expected.length) findings.twice.push(`${name}: ${made.length} instead of ${expected.length} ${expected.at(-1)}`);
  if (made.length === expected.length && made.join() !== expected.join()) findings.outOfOrder.push(name);
}
