import { mergersAmong } from '@flipside/participants-view';
import fc from 'fast-check';
import { onCircles } from './reject-circles.js';

type Link = readonly [id: string, manager: string | null];

const merged = (...links: readonly (readonly [string, string])[]) => mergersAmong(links.map(([id, mergedInto]) => ({ id, mergedInto, absorbed: {} })));

describe('circles of managers through people whom HR merged', () => {
  it('are found where somebody is named by an absorbed id, however often it was merged', () => {
    const known: readonly Link[] = [['boss', null], ['report', 'twin']];
    expect(onCircles(known, [['boss', 'report']], merged())).toEqual([]);
    expect(onCircles(known, [['boss', 'report']], merged(['twin', 'other'], ['other', 'boss']))).toEqual(['boss']);
    expect(onCircles([], [['boss', 'report'], ['report', 'twin']], merged(['twin', 'boss']))).toEqual(['boss', 'report']);
    expect(onCircles([['boss', null]], [['boss', 'twin']], merged(['twin', 'boss']))).toEqual(['boss']);
  });

  it('are not made by what was said of an absorbed id', () => {
    expect(onCircles([['boss', null], ['report', 'boss']], [['twin', 'report']], merged(['twin', 'boss']))).toEqual([]);
  });

  it('are those that there are with one id for each human', () => {
    const size = 8;
    const manager = fc.option(fc.nat(size - 1).map(String));
    const links = fc.uniqueArray(fc.tuple(fc.nat(size - 1).map(String), manager), { selector: ([id]) => id });
    const nicknames = fc.array(fc.nat(2), { minLength: 4 * size, maxLength: 4 * size });
    fc.assert(fc.property(links, links, nicknames, (known, stated, choice) => {
      // Everybody has been merged twice, and is named by any of their three ids.
      const mergers = merged(...Array.from({ length: size }, (_, at) => [[`${at}-first`, `${at}-then`], [`${at}-then`, `${at}`]] as const).flat());
      const toss = choice.values();
      const named = (id: string | null): string | null => id && id + ['', '-then', '-first'][toss.next().value ?? 0]!;
      const told = (all: readonly Link[]) => all.map(([id, line]): Link => [id, named(line)]);
      expect(onCircles(told(known), told(stated), mergers)).toEqual(onCircles(known, stated, merged()));
    }), { numRuns: 300 });
  });
});
