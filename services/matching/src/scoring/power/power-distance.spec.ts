import type { SnapshotLinks } from '../snapshot.js';
import { chainGraph, type ChainPerson } from './chain-graph.js';
import { powerDistance, type PowerRule } from './power-distance.js';

const rule: PowerRule = { minChainDistance: 3, topLevel: 9, singleChain: false };
const person = (personId: string, line: string | null, more: Partial<SnapshotLinks> = {}): ChainPerson => ({
  personId, links: { line, dottedLine: [], appraiser: null, unresolved: [], topOfTree: false, ...more },
});

/** ceo ▸ vp ▸ dir ▸ head ▸ lead ▸ mia; another branch vp2 ▸ leo. */
const firm = [
  person('ceo', null, { topOfTree: true }),
  person('vp', 'ceo'), person('dir', 'vp'), person('head', 'dir'), person('lead', 'head'), person('mia', 'lead'),
  person('vp2', 'ceo'), person('leo', 'vp2'), person('ann', 'vp2'),
];

interface Case {
  readonly people?: readonly ChainPerson[];
  readonly mentor?: string;
  readonly mentee: string;
  readonly level?: number;
  readonly ownChain?: boolean;
  readonly rule?: Partial<PowerRule>;
}

function judged({ people = firm, mentor = 'mia', mentee, level = 8, ownChain = false, rule: changed }: Case) {
  const graph = chainGraph(people);
  const leader = { node: graph.indexOf(mentee), level };
  return powerDistance(graph, { ...rule, ...changed }, { node: graph.indexOf(mentor), ownChain }, leader);
}

const changed = (...people: ChainPerson[]): ChainPerson[] =>
  [...firm.filter(({ personId }) => !people.some((other) => other.personId === personId)), ...people];

describe('power distance', () => {
  it('is clear between two chains', () => {
    expect(judged({ mentee: 'leo' })).toEqual({ tellCustodian: false });
    expect(judged({ mentee: 'vp2' })).toEqual({ tellCustodian: false });
  });

  it.each(['line', 'dottedLine', 'appraiser'] as const)('forbids a pair of which one is the other’s manager by %s', (link) => {
    const below = person('mia', 'lead', link === 'dottedLine' ? { dottedLine: ['leo'] } : { [link]: 'leo' });
    expect(judged({ people: changed(below), mentee: 'leo', ownChain: true, level: 10 }).broken).toBe('power-distance');
    const above = person('leo', 'vp2', link === 'dottedLine' ? { dottedLine: ['mia'] } : { [link]: 'mia' });
    expect(judged({ people: changed(above), mentee: 'leo', ownChain: true, level: 10 }).broken).toBe('power-distance');
  });

  it('forbids a pair that shares a direct manager or appraiser, by whatever link', () => {
    expect(judged({ mentor: 'ann', mentee: 'leo' }).broken).toBe('power-distance');
    const appraised = changed(person('mia', 'lead', { appraiser: 'vp2' }));
    expect(judged({ people: appraised, mentee: 'leo' }).broken).toBe('power-distance');
  });

  it('does not count a manager whom neither has as shared', () => {
    const two = [person('a', null, { topOfTree: true }), person('b', null, { topOfTree: true })];
    expect(judged({ people: two, mentor: 'a', mentee: 'b' }).broken).toBeUndefined();
  });

  it('forbids one chain closer than minChainDistance, by any mix of links, counted the shortest way', () => {
    expect(judged({ mentee: 'head', level: 10, ownChain: true }).broken).toBe('power-distance');
    const shortcut = changed(person('lead', 'head', { dottedLine: ['ceo'] }));
    expect(judged({ people: shortcut, mentee: 'ceo', level: 10, ownChain: true }).broken).toBe('power-distance');
    expect(judged({ mentee: 'ceo', level: 10, ownChain: true, rule: { minChainDistance: 6 } }).broken).toBe('power-distance');
  });

  it('allows a top leader far up the own chain if the mentor opted in, and tells the custodian', () => {
    expect(judged({ mentee: 'ceo', level: 10, ownChain: true })).toEqual({ tellCustodian: true });
    expect(judged({ mentee: 'dir', level: 9, ownChain: true })).toEqual({ tellCustodian: true });
    expect(judged({ mentee: 'ceo', level: 10 }).broken).toBe('own-chain');
    expect(judged({ mentee: 'dir', level: 8, ownChain: true }).broken).toBe('own-chain');
  });

  it('lets a firm with a single chain take part, still by opt-in', () => {
    expect(judged({ mentee: 'dir', level: 5, ownChain: true, rule: { singleChain: true } })).toEqual({ tellCustodian: true });
    expect(judged({ mentee: 'dir', level: 5, rule: { singleChain: true } }).broken).toBe('own-chain');
  });

  it('never lets somebody mentor who stands above the leader', () =>
    expect(judged({ mentor: 'ceo', mentee: 'mia', level: 10, ownChain: true }).broken).toBe('own-chain'));

  it.each([
    ['an unknown line manager', person('dir', null)],
    ['a manager who is nobody known', person('dir', 'ghost')],
    ['a link that HR names and nobody resolved', person('dir', 'vp', { unresolved: ['appraiser'] })],
    ['a dotted line that leads to nobody', person('dir', 'vp', { dottedLine: ['ghost'] })],
    ['a circle', person('vp', 'mia')],
  ])('is unknown with %s anywhere above', (_, odd) => {
    expect(judged({ people: changed(odd), mentee: 'leo' }).broken).toBe('chain-unknown');
    expect(judged({ people: changed(odd), mentor: 'leo', mentee: 'mia' }).broken).toBe('chain-unknown');
  });

  it('is known below the gap: only who stands below it is concerned', () =>
    expect(judged({ people: changed(person('lead', null)), mentor: 'leo', mentee: 'dir' }).broken).toBeUndefined());
});
