import { differences } from './read-models.js';
import { noFindings, type Findings } from './findings.js';
import { checkAcknowledged, checkOrder, type Logs, type Stored } from './log.js';
import { checkPolicies } from './policies.js';
import { checkPartition } from './topics.js';

const nothing = { participants: [], matching: [], sessions: [], analytics: [] };
const log = (...lines: readonly (readonly [stream: string, revision: number, type: string, commandId?: string])[]): readonly Stored[] =>
  lines.map(([stream, revision, type, commandId = 'c'], n) => ({ id: String(n), position: { epoch: 1, n: BigInt(n + 1) }, stream, revision: BigInt(revision), type, commandId }));

function found(check: (findings: Findings) => void): readonly string[] {
  const findings = noFindings();
  check(findings);
  return Object.entries(findings).flatMap(([what, lines]: [string, string[]]) => lines.map(() => what));
}

describe('what the checks of a chaos run find', () => {
  it('in a partition: what is missing, turned round, or of nobody; a block told again is none of these', () => {
    const feed = ['a', 'b', 'c', 'd'];
    const told = (ids: string) => found((findings) => void checkPartition('p', feed, [...ids], findings));
    expect([told('abcd'), told('ababcd'), told('abcdcd')]).toEqual([[], [], []]);
    expect([told('abd'), told('ab'), told('')]).toEqual([['lost'], ['lost'], ['lost']]);
    expect([told('abcdab'), told('abcdabd'), told('abxcd')]).toEqual([['outOfOrder'], ['outOfOrder'], ['twice']]);
    expect(checkPartition('p', feed, [...'ababcd'], noFindings())).toBe(2);
  });

  it('in a log: revisions that do not go on', () => {
    expect(found((findings) => checkOrder({ ...nothing, participants: log(['s', 0, 'A'], ['t', 0, 'A'], ['s', 1, 'A']) }, findings))).toEqual([]);
    expect(found((findings) => checkOrder({ ...nothing, participants: log(['s', 0, 'A'], ['s', 2, 'A']) }, findings))).toEqual(['outOfOrder']);
  });

  it('of what was acknowledged: what is not there, what is there twice, what nobody asked for', () => {
    const asked = [{ kind: 'pause', key: 'k', commandId: 'c', id: 'p' }] as never;
    const pauses = (...commands: readonly string[]): Logs => ({ ...nothing, matching: log(...commands.map((id, n) => ['pairing-p', n, 'PairingPaused', id] as const)) });
    const check = (logs: Logs) => found((findings) => checkAcknowledged(logs, asked, new Map(), findings));
    expect([check(pauses('c')), check(pauses()), check(pauses('c', 'c')), check(pauses('c', 'x'))]).toEqual([[], ['lost'], ['twice', 'twice'], ['twice']]);
  });

  it('of policies: what they left out, did twice, or in another order', () => {
    const matching = log(['pairing-p', 0, 'PairingPaused'], ['pairing-p', 1, 'PairingResumed']);
    const made = (...types: readonly string[]) => ({ ...nothing, matching, sessions: log(...types.map((type, n) => ['agreement-p', n, type] as const)) });
    const check = (...types: readonly string[]) => found((findings) => checkPolicies(made(...types), findings));
    expect([check('AgreementPaused', 'AgreementResumed'), check('AgreementPaused'), check('AgreementPaused', 'AgreementPaused', 'AgreementResumed'),
      check('AgreementResumed', 'AgreementPaused')]).toEqual([[], ['lost'], ['twice'], ['outOfOrder']]);
  });

  it('in a read model: rows that are not the fold, whatever is null', () => {
    const rows = (row: object) => new Map([['r', { id: 'r', ...row }]]);
    expect(differences('m', rows({ n: 1 }), rows({ n: 1, empty: null }))).toEqual([]);
    expect(differences('m', rows({ n: 1 }), rows({ n: 2 }))).toEqual(['m r']);
    expect(differences('m', rows({}), new Map())).toEqual(['m r']);
  });
});
