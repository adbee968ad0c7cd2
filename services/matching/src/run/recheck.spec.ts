import fc from 'fast-check';
import type { ParticipantsSealed } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import type { PairingCommand } from '../domain/pairing/commands.js';
import { pairingDecider } from '../domain/pairing/decide.js';
import { accept, propose } from '../domain/pairing/pairing-samples.js';
import type { PairingEvent } from '../domain/pairing/events.js';
import { chance } from '../testing/random.js';
import { peopleTimers } from '../timers/people-timers.js';
import { brokenOn, type EmploymentFrom, type OpenPair, type RecheckRule } from './recheck.js';

const rule: RecheckRule = { minChainDistance: 3, topLevel: 9, singleChain: false, contractorsAdmitted: false };
type Change = Partial<EmploymentFrom['employment']> & { effectiveOn?: string; line?: string | null };

const fact = (personId: string, change: Change = {}): EmploymentFrom => {
  const { line = 'ceo', effectiveOn = '2026-01-01', level = 8, type = 'employee', status = 'active', endsOn = null } = change;
  return {
    personId, effectiveOn,
    links: { line, dottedLine: [], appraiser: null, unresolved: [], topOfTree: personId === 'ceo' },
    employment: { level, type, status, startsOn: null, endsOn },
  };
};
/** ceo ▸ vp ▸ dir ▸ head ▸ mia; ceo ▸ other ▸ leo. */
const firm = [
  fact('ceo', { line: null, level: 10 }), fact('vp'), fact('dir', { line: 'vp' }), fact('head', { line: 'dir' }),
  fact('mia', { line: 'head', level: 3 }), fact('other'), fact('leo', { line: 'other' }),
];
const leaving = fact('mia', { line: 'head', endsOn: '2026-03-31', effectiveOn: '2026-02-01' });
const pair: OpenPair = { pairingId: 'one', mentorId: 'mia', menteeId: 'leo', ownChain: false, blocked: false };
const broken = (changes: readonly EmploymentFrom[], on: string, changed: Partial<OpenPair> = {}) =>
  brokenOn([...firm, ...changes], [{ ...pair, ...changed }], rule, on).flatMap(({ causes }) => causes);

describe('what is checked again', () => {
  it('is nothing while nothing stands against a pairing', () => expect(broken([], '2026-06-01')).toEqual([]));

  it('is power distance, from the day on that a change anywhere in either chain takes effect', () => {
    const closer = fact('dir', { line: 'leo', effectiveOn: '2026-03-01' });
    expect(broken([closer], '2026-02-28')).toEqual([]);
    expect(broken([closer], '2026-03-01')).toEqual(['powerDistance']);
    expect(broken([closer, fact('dir', { line: 'vp', effectiveOn: '2026-04-01' })], '2026-04-01')).toEqual([]);
    expect(broken([fact('vp', { line: null, effectiveOn: '2026-03-01' })], '2026-03-01')).toEqual(['powerDistance']);
  });

  it('is the end of employment, blocks, and who may take part', () => {
    expect(broken([leaving], '2026-03-31')).toEqual([]);
    expect(broken([leaving], '2026-04-01')).toEqual(['leaver']);
    const on = { effectiveOn: '2026-03-01' };
    expect(broken([fact('leo', { line: 'other', status: 'left', ...on })], '2026-03-01')).toEqual(['leaver']);
    expect(broken([fact('mia', { line: 'head', type: 'contractor', ...on })], '2026-03-01')).toEqual(['eligibility']);
    expect(broken([], '2026-03-01', { blocked: true })).toEqual(['block']);
  });

  it('is nothing else: a promoted mentor is a success', () =>
    expect(broken([fact('mia', { line: 'head', level: 9, effectiveOn: '2026-03-01' })], '2026-03-01')).toEqual([]));

  it('is found among 100,000 people when a reorganisation touches 10,000 chains on one day', () => {
    const random = chance(1);
    const people = Array.from({ length: 100_000 }, (_, at) =>
      fact(at === 0 ? 'ceo' : `p${at}`, { line: at === 0 ? null : at < 8 ? 'ceo' : `p${Math.floor(at / 8)}`, level: 5 }));
    const moved = people.slice(1_000, 11_000).map(({ personId }) =>
      fact(personId, { line: `p${random.between(1, 900)}`, level: 5, effectiveOn: '2026-03-01' }));
    const pairs = Array.from({ length: 40_000 }, (_, at): OpenPair => ({
      ...pair, pairingId: String(at), mentorId: `p${random.between(20_000, 99_999)}`, menteeId: `p${random.between(100, 19_999)}`,
    }));
    const before = brokenOn([...people, ...moved], pairs, rule, '2026-02-28').length;
    const after = brokenOn([...people, ...moved], pairs, rule, '2026-03-01').length;
    expect(after).not.toBe(before);
  });
});

describe('a change known ahead', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((n) => `2026-02-${String(n).padStart(2, '0')}`);
  const change = fc.record({ on: day, line: fc.constantFrom('leo', 'vp'), zone: fc.constantFrom('UTC', 'Asia/Tokyo', 'America/New_York') });
  const hour = fc.integer({ min: 0, max: 23 }).map((n) => String(n).padStart(2, '0'));
  const command = fc.record({ day, hour, kind: fc.constantFrom('mia', 'leo', 'extend', 'closing', 'complete') });

  it('takes effect before any other command of that day: none is accepted while a rule is broken', () => {
    const [changed, wished] = [fc.array(change, { maxLength: 4 }), fc.array(command, { maxLength: 20 })];
    fc.assert(fc.property(changed, wished, (changes, commands) => {
      const facts = [...firm, ...changes.map(({ on, line }) => fact('dir', { line, effectiveOn: on }))];
      const holdsOn = (on: string): boolean => brokenOn(facts, [pair], rule, on).length === 0;
      let state = pairingDecider.initial;
      const accepted: { at: string; event: PairingEvent }[] = [];
      const decide = (next: PairingCommand): void => {
        for (const event of decided(next, state)) {
          if (next.type !== 'pause' && next.type !== 'lift') accepted.push({ at: next.at, event });
          state = pairingDecider.evolve(state, event);
        }
      };
      decide({ ...propose, at: '2026-01-31T12:00:00.000Z', answerBy: '2026-03-31T12:00:00.000Z' });
      const timers = changes.flatMap(told).flatMap((set) => ('due' in set ? [{ at: set.due, run: recheck }] : []));
      const wishes = commands.map((wish) => ({
        at: `${wish.day}T${wish.hour}:00:00.000Z`, run: (at: string) => decide(toCommand(wish.kind, at)),
      }));
      // Timers come first in the list, so that of two at one moment the fact is there before the wish.
      for (const { at, run } of [...timers, ...wishes].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) run(at);
      for (const { at } of accepted) expect([at, at < '2026-02-01' || holdsOn(at.slice(0, 10))]).toEqual([at, true]);

      function recheck(at: string): void {
        const cause = 'powerDistance' as const;
        decide(holdsOn(at.slice(0, 10)) ? { type: 'lift', cause, holds: true, at } : { type: 'pause', cause, from: at, at });
      }
      function toCommand(kind: string, at: string): PairingCommand {
        const checked = { at, holds: holdsOn(at.slice(0, 10)) };
        if (kind === 'extend') return { type: 'extend', endsOn: '2026-12-31', ...checked };
        if (kind === 'closing') return { type: 'holdClosing', heldOn: at.slice(0, 10), ...checked };
        if (kind === 'complete') return { type: 'complete', ...checked };
        return { ...accept(kind, at), ...checked, partnerAnswersBy: '2026-03-31T12:00:00.000Z' };
      }
    }));
  });
});

/** The timers that the service sets for a change that is told the day before the month begins. */
function told({ on, zone }: { readonly on: string; readonly zone: string }) {
  const event = { type: 'EmploymentChanged', stream: 'person-dir', at: '2026-01-31T12:00:00.000Z', data: { personId: 'dir', effectiveOn: on, employment: { zone, endsOn: null } } };
  return peopleTimers(event as unknown as ParticipantsSealed);
}

function decided(command: PairingCommand, state: Parameters<typeof pairingDecider.decide>[1]): readonly PairingEvent[] {
  try {
    return pairingDecider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}
