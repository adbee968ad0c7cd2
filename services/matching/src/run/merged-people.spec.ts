import { joinMerged, mergersAmong } from '@flipside/participants-view';
import fc from 'fast-check';
import { brokenOn, type EmploymentFrom, type OpenPair, type RecheckRule } from './recheck.js';

const rule: RecheckRule = { minChainDistance: 3, topLevel: 9, singleChain: false, contractorsAdmitted: false };
const day = '2026-03-01';
const TWIN = 'twin';

type Held = EmploymentFrom['employment'] & { readonly managers: Omit<EmploymentFrom['links'], 'topOfTree'> };
const held = (line: string | null, dottedLine: readonly string[], appraiser: string | null): Held => ({
  level: 5, type: 'employee', status: 'active', startsOn: null, endsOn: null,
  managers: { line, dottedLine: [...dottedLine], appraiser, unresolved: [] },
});

/** People 0 … n, each below somebody with a lower number. */
const person = (at: number) => {
  const above = fc.nat(at - 1).map(String);
  return fc.record({ line: above, dottedLine: fc.array(above, { maxLength: 1 }), appraiser: fc.option(above) });
};
const firm = fc.integer({ min: 3, max: 9 }).chain((size) => fc.tuple(...Array.from({ length: size }, (_, at) => person(at + 1))));

function causesOf(people: ReadonlyMap<string, Held>, pairs: readonly OpenPair[]): ReturnType<typeof brokenOn> {
  const facts = [...people].map(([personId, { managers, ...employment }]): EmploymentFrom => ({
    personId, effectiveOn: day, links: { ...managers, topOfTree: personId === '0' }, employment,
  }));
  return brokenOn(facts, pairs, rule, day);
}

describe('one human known by two ids', () => {
  it('stands above and below whomever they would with one', () => {
    fc.assert(fc.property(firm, fc.nat(), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (below, choice, coins) => {
      const people = new Map([['0', held(null, [], null)], ...below.map(({ line, dottedLine, appraiser }, at) =>
        [String(at + 1), held(line, dottedLine, appraiser)] as const)]);
      const ids = [...people.keys()];
      const two = ids[1 + (choice % (ids.length - 1))]!;
      // Others report to either id, and what is not the line manager of the two is told under the other one.
      const toss = coins.values();
      const told = (link: string): string => (link === two && toss.next().value ? TWIN : link);
      const split = new Map([...people].map(([id, { managers, ...rest }]) => {
        const { line, dottedLine, appraiser, unresolved } = managers;
        if (id === two) return [id, held(line, [], null)];
        return [id, { ...rest, managers: { line: line && told(line), dottedLine: dottedLine.map(told), appraiser: appraiser && told(appraiser), unresolved } }];
      }));
      const { line, dottedLine, appraiser } = people.get(two)!.managers;
      split.set(TWIN, held(line, dottedLine, appraiser));
      const mergers = mergersAmong([{ id: TWIN, mergedInto: two, absorbed: {} }, { id: two, mergedInto: null, absorbed: { [TWIN]: null } }]);
      const pairs = ids.flatMap((mentorId) => ids.filter((id) => id !== mentorId).map((menteeId): OpenPair => ({
        pairingId: `${mentorId} ${menteeId}`, mentorId, menteeId, ownChain: true, blocked: false,
      })));
      expect(causesOf(joinMerged(split, mergers, day), pairs)).toEqual(causesOf(people, pairs));
    }));
  });
});
