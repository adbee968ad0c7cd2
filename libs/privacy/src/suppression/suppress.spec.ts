import fc from 'fast-check';
import { settings, cellsOf } from '../../test/programmes.js';
import { peopleIn, placeOf, type Cell, type CellKey, type Member } from './cell.js';
import { linesOf } from './lines.js';
import { suppress, type Release } from './suppress.js';

const pairs = (from: number, to: number, leaders = to - from + 1): Member[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    mentor: `m${from + index}`, leader: `l${from + (index % leaders)}`, contribution: `c${from + index}`,
  }));
const cell = (key: CellKey, members: readonly Member[]): Cell<string> =>
  ({ key, members, value: `value of ${members.length}`, band: 'about so' });
const statuses = ({ cells }: Release<string>): readonly string[] =>
  cells.map((one) => (one.status === 'hidden' ? one.reason : one.status));
const first = { period: '2026-01', k: 5 };
/** Releases the same places, month by month. */
const inTurn = (...months: readonly (readonly Cell<string>[])[]): readonly Release<string>[] => {
  const releases: Release<string>[] = [];
  months.forEach((cells, month) =>
    releases.push(suppress(cells, { period: `2026-0${month + 1}`, k: 5, memory: releases.at(-1)?.memory })));
  return releases;
};

describe('a release', () => {
  it('shows a cell of k mentors and k leaders, and none of fewer of either', () => {
    expect(statuses(suppress([cell({}, pairs(1, 5))], first))).toEqual(['shown']);
    expect(statuses(suppress([cell({}, pairs(1, 4))], first))).toEqual(['below-k']);
    expect(statuses(suppress([cell({}, pairs(1, 9, 4))], first))).toEqual(['below-k']);
    expect(statuses(suppress([cell({}, pairs(1, 9))], { ...first, k: 10 }))).toEqual(['below-k']);
    expect(statuses(suppress([cell({}, [])], first))).toEqual(['below-k']);
  });

  it('holds nothing of what it hides', () => {
    const { cells } = suppress([cell({}, pairs(1, 3))], first);
    expect(cells).toEqual([{ key: {}, status: 'hidden', reason: 'below-k' }]);
  });

  it('refuses two cells of one place', () => {
    expect(() => suppress([cell({ silo: 'a' }, []), cell({ silo: 'a' }, [])], first)).toThrow('same place');
  });
});

describe('a hidden cell', () => {
  it('hides a second one in its row and in its column, the smallest', () => {
    const cells = [
      cell({ silo: 'a', band: '4–6' }, pairs(1, 3)), cell({ silo: 'a', band: '7–8' }, pairs(11, 30)),
      cell({ silo: 'a', band: '9–10' }, pairs(31, 37)), cell({ silo: 'b', band: '4–6' }, pairs(41, 50)),
      cell({ silo: 'b', band: '7–8' }, pairs(51, 60)), cell({ silo: 'b', band: '9–10' }, pairs(61, 70)),
    ];
    expect(statuses(suppress(cells, first))).toEqual(['below-k', 'shown', 'second', 'second', 'shown', 'second']);
  });

  it('needs no second one while it is empty', () => {
    expect(statuses(suppress([cell({ silo: 'a' }, []), cell({ silo: 'b' }, pairs(1, 5))], first))).toEqual(['below-k', 'shown']);
  });

  it('hides more until those hidden together are k', () => {
    const total = pairs(1, 23);
    const cells = [
      cell({}, total), cell({ silo: 'a' }, total.slice(0, 1)), cell({ silo: 'b' }, total.slice(1, 3)),
      cell({ silo: 'c' }, total.slice(3, 8)), cell({ silo: 'd' }, total.slice(8)),
    ];
    expect(statuses(suppress(cells, first))).toEqual(['shown', 'below-k', 'below-k', 'derivable', 'shown']);
  });

  it('takes the total along where nothing else is left to hide', () => {
    const cells = [cell({}, pairs(1, 8)), cell({ silo: 'a' }, pairs(1, 8)), cell({ silo: 'a', band: '4–6' }, pairs(1, 2))];
    expect(statuses(suppress([...cells, cell({ silo: 'a', band: '7–8' }, pairs(3, 8))], first))).toEqual([
      'shown', 'shown', 'below-k', 'second',
    ]);
    const within = [cell({}, pairs(1, 8)), cell({ silo: 'a' }, pairs(1, 2)), cell({ silo: 'b' }, pairs(3, 8))];
    expect(statuses(suppress(within, first))).toEqual(['shown', 'below-k', 'second']);
  });

  it('stays hidden for a second release, and not for a third', () => {
    const few = [cell({ silo: 'a' }, pairs(1, 4)), cell({ silo: 'b' }, pairs(11, 20)), cell({ silo: 'c' }, pairs(21, 40))];
    const many = few.map(({ key }, index) => cell(key, pairs(101 + index * 20, 110 + index * 20)));
    const later = many.map(({ key }, index) => cell(key, pairs(201 + index * 20, 210 + index * 20)));
    expect(inTurn(few, many, later).map(statuses)).toEqual([
      ['below-k', 'second', 'shown'], ['neighbouring-release', 'neighbouring-release', 'shown'], ['shown', 'shown', 'shown'],
    ]);
  });

  it('hides no second figure of the dimension where these are never added up', () => {
    const byRater = [cell({ dimension: 'self' }, pairs(1, 3)), cell({ dimension: 'mentor' }, pairs(11, 20))];
    expect(statuses(suppress(byRater, first))).toEqual(['below-k', 'shown']);
    const added = [cell({}, [...pairs(1, 3), ...pairs(11, 20)]), ...byRater];
    expect(statuses(suppress(added, first))).toEqual(['shown', 'below-k', 'second']);
  });
});

describe('a cell of which few changed', () => {
  it('shows its last figure again, with where it is from', () => {
    const [, second, third] = inTurn([cell({}, pairs(1, 10))], [cell({}, pairs(1, 11))], [cell({}, pairs(1, 14))]);
    expect(second!.cells).toEqual([{ key: {}, status: 'carried', shown: { value: 'value of 10' }, from: '2026-01' }]);
    expect(third!.cells).toEqual([{ key: {}, status: 'carried', shown: { value: 'value of 10' }, from: '2026-01' }]);
  });

  it('is shown anew once k changed since it was last shown, or none', () => {
    expect(inTurn([cell({}, pairs(1, 10))], [cell({}, pairs(1, 13))], [cell({}, pairs(1, 15))]).map(statuses)).toEqual([
      ['shown'], ['carried'], ['shown'],
    ]);
    expect(inTurn([cell({}, pairs(1, 10))], [cell({}, pairs(1, 10))]).map(statuses)).toEqual([['shown'], ['shown']]);
  });

  it('counts who left, who came, and who gave another answer', () => {
    const [leaving, moved] = [pairs(3, 10), [...pairs(3, 10), ...pairs(11, 12)]];
    expect(inTurn([cell({}, pairs(1, 10))], [cell({}, leaving)]).map(statuses)).toEqual([['shown'], ['carried']]);
    expect(inTurn([cell({}, pairs(1, 10))], [cell({}, moved)]).map(statuses)).toEqual([['shown'], ['carried']]);
    const another = pairs(1, 10).map((member, index) => (index === 0 ? { ...member, contribution: 'c99' } : member));
    expect(inTurn([cell({}, pairs(1, 10))], [cell({}, another)]).map(statuses)).toEqual([['shown'], ['carried']]);
    const round = pairs(1, 10).map((member) => ({ ...member, contribution: `${member.contribution}-2` }));
    expect(inTurn([cell({}, pairs(1, 10))], [cell({}, round)]).map(statuses)).toEqual([['shown'], ['shown']]);
  });

  it('is hidden, not carried, once fewer than k are left', () => {
    expect(inTurn([cell({}, pairs(1, 6))], [cell({}, pairs(1, 4))]).map(statuses)).toEqual([['shown'], ['below-k']]);
  });
});

describe('a cell in which all, or all but one, answered alike', () => {
  const alike = (from: number, to: number) => pairs(from, to).map((member) => ({ ...member, answer: 4 }));
  const mixed = (from: number, to: number) => pairs(from, to).map((member, index) => ({ ...member, answer: index % 5 }));

  it('is shown as a band', () => {
    expect(suppress([cell({}, alike(1, 6))], first).cells).toEqual([{ key: {}, status: 'band', band: 'about so' }]);
    expect(statuses(suppress([cell({}, mixed(1, 6))], first))).toEqual(['shown']);
  });

  it('looks no other than one in which all but one did, so that the band is nobody\'s answer for certain', () => {
    const yesOrNo = (yes: number, no: number) => pairs(1, yes + no).map((member, index) => ({ ...member, answer: index < yes ? 'yes' : 'no' }));
    const seen = (yes: number, no: number) => suppress([cell({}, yesOrNo(yes, no))], first).cells;
    expect(seen(7, 1)).toEqual(seen(8, 0));
    expect(seen(1, 7)).toEqual(seen(0, 8));
    expect(statuses(suppress([cell({}, yesOrNo(6, 2))], first))).toEqual(['shown']);
  });

  it('is not given away by the rest', () => {
    const cells = [
      cell({}, [...alike(1, 6), ...mixed(11, 20), ...mixed(21, 40)]), cell({ silo: 'a' }, alike(1, 6)),
      cell({ silo: 'b' }, mixed(11, 20)), cell({ silo: 'c' }, mixed(21, 40)),
    ];
    expect(statuses(suppress(cells, first))).toEqual(['shown', 'band', 'derivable', 'shown']);
  });

  it('nor is a remainder of which all answered alike', () => {
    const cells = [
      cell({}, [...alike(1, 3), ...alike(4, 6), ...mixed(11, 20), ...mixed(21, 40)]), cell({ silo: 'a' }, alike(1, 3)),
      cell({ silo: 'b' }, alike(4, 6)), cell({ silo: 'c' }, mixed(11, 20)), cell({ silo: 'd' }, mixed(21, 40)),
    ];
    expect(statuses(suppress(cells, first))).toEqual(['shown', 'below-k', 'below-k', 'derivable', 'shown']);
  });
});

describe('laws of a release', () => {
  it('never leave one unknown cell alone in a row or column, and keep what is hidden hidden for two releases', () => {
    fc.assert(fc.property(settings(), (setting) => {
      let last: Release<number> | undefined;
      for (const answers of setting.periods) {
        const cells = cellsOf(answers, setting);
        const release = suppress(cells, { period: 'p', k: 5, memory: last?.memory });
        const statusAt = new Map(release.cells.map((one) => [placeOf(one.key), one.status]));
        const known = new Set(last?.memory.known.flat().map((group) => group.join('\n')));
        const isKnown = (place: string): boolean => {
          const { members } = cells.find((one) => placeOf(one.key) === place)!;
          return known.has([...new Set(members.map((m) => m.contribution))].sort().join('\n'));
        };
        for (const line of linesOf(cells.map((one) => one.key))) {
          const unknown = line.filter((place) => statusAt.get(place) !== 'shown');
          if (unknown.length !== 1 || statusAt.get(unknown[0]!) !== 'hidden') continue;
          expect(line.filter((place) => place !== unknown[0] && !isKnown(place))).toEqual([]);
        }
        for (const [place, twice] of Object.entries(last?.memory.hidden ?? {})) {
          if (!twice && statusAt.has(place)) expect(statusAt.get(place)).toBe('hidden');
        }
        cells.forEach((one, index) => {
          if (peopleIn(one.members) < 5) expect(release.cells[index]!.status).toBe('hidden');
        });
        last = release;
      }
    }), { numRuns: 100 });
  });

  it('depend on who is in the cells, not on their order', () => {
    fc.assert(fc.property(settings({ maxPeriods: 1 }), (setting) => {
      const cells = cellsOf(setting.periods[0]!, setting);
      const byPlace = (release: Release<number>) => new Map(release.cells.map((one) => [placeOf(one.key), one]));
      const turned = cells.toReversed().map((one) => ({ ...one, members: one.members.toReversed() }));
      expect(byPlace(suppress(turned, first))).toEqual(byPlace(suppress(cells, first)));
    }), { numRuns: 50 });
  });
});
