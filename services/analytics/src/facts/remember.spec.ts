import {
  matchingPublic,
  matchingSealed,
  participantsPublic,
  participantsSealed,
  sessionsPublic,
  sessionsSealed,
  type ContractDefinition,
} from '@flipside/contracts';
import fc from 'fast-check';
import { FactBook } from '../testing/fact-book.js';
import { openedProgramme, programmeId, tellPair } from '../testing/world.js';
import { holdsFrom } from './effective-on.js';
import { factsOf, streamsOf, type PublicContract } from './fact.js';
import { byCategory, ofProgramme, remember, seenAsOf } from './remember.js';

const erased = (revision: bigint): PublicContract => ({
  id: 'e',
  service: 'participants',
  audience: 'public',
  stream: 'person-x',
  type: 'PersonErased',
  data: { personId: 'x' },
  at: '2026-02-01T00:00:00.000Z',
  revision,
  position: { epoch: 0, n: 1n },
});

describe('facts', () => {
  it('names only fields that the contracts have', () => {
    const definitions: [string, ContractDefinition][] = [
      matchingPublic,
      matchingSealed,
      participantsPublic,
      participantsSealed,
      sessionsPublic,
      sessionsSealed,
    ].flatMap((all) => Object.entries(all) as [string, ContractDefinition][]);
    for (const [type, fields] of Object.entries(holdsFrom)) {
      const own = definitions.filter(([name]) => name === type);
      const known = own.map(([, d]) => [...Object.keys(d.data.properties), ...Object.keys(d.sealed?.properties ?? {})]);
      expect(known.length).toBeGreaterThan(0);
      for (const names of known) expect(fields.some((field) => names.includes(field)) || type === 'PairingResumed').toBe(true);
    }
  });

  it('forgets nothing and takes a contract that comes twice once', () => {
    const once = remember(remember(undefined, erased(0n)), erased(1n));
    expect(once.facts).toHaveLength(2);
    expect(remember(once, erased(1n))).toBe(once);
    expect(remember(once, erased(0n))).toBe(once);
  });

  it('gives the same rows in whatever order streams arrive', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4], { minLength: 4 }), (order) => {
        const told = order.reduce((book, n) => tellPair(book, n), openedProgramme()).facts();
        const usual = [1, 2, 3, 4].reduce((book, n) => tellPair(book, n), openedProgramme()).facts();
        const sorted = (facts: typeof told) =>
          [...facts.public].map(([c, rows]) => [c, rows.toSorted((a, b) => (a.stream < b.stream ? -1 : 1))]).sort();
        expect(sorted(told)).toEqual(sorted(usual));
      }),
    );
  });
});

describe('as of', () => {
  const book = new FactBook()
    .tell('programme-p1', 'OutcomeObserved', '2026-03-10', { programmeId, measure: 'm', value: 1, on: '2026-03-01' })
    .tell('programme-p1', 'OutcomeObserved', '2026-03-10', { programmeId, measure: 'm', value: 2, on: '2026-04-01' });
  const seen = (recordedBy: string, effectiveOn: string): number[] =>
    factsOf(seenAsOf(book.facts().public, { recordedBy, effectiveOn }), 'programme', 'OutcomeObserved').map(
      ({ data }) => data.value,
    );

  it('shows what was recorded by an instant, inclusive, whatever its day', () => {
    expect(seen('2026-03-10T08:59:59.999Z', '2026-12-31')).toEqual([]);
    expect(seen('2026-03-10T09:00:00.000Z', '2026-12-31')).toEqual([1, 2]);
  });

  it('shows of that only what held by a day', () => {
    expect(seen('2026-12-31T00:00:00Z', '2026-03-31')).toEqual([1]);
    expect(seen('2026-12-31T00:00:00Z', '2026-02-28')).toEqual([]);
  });

  it('leaves out other programmes, and keeps people, who belong to none', () => {
    const other = tellPair(new FactBook(), 1).facts();
    expect(streamsOf(ofProgramme(other.public, 'p2'), 'pairing')).toEqual([]);
    expect(streamsOf(ofProgramme(other.public, 'p2'), 'person')).toHaveLength(2);
    expect(byCategory([{ stream: 'person-a-b', facts: [] }]).has('person')).toBe(true);
  });
});
