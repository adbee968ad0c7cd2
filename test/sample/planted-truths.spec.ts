import { findAll, findOwn } from '@flipside/analytics/findings/find';
import type { Finding } from '@flipside/analytics/findings/finding';
import { findingOf, plantedTruths, truthNames, without, type Truths } from '@flipside/standalone/sample/truths';
import { readFigures } from './read-figures.js';
import { tellSample, type Told } from './tell-sample.js';

interface Found {
  readonly told: Told;
  readonly all: readonly Finding[];
  readonly own: readonly Finding[];
}

async function find(truths: Truths): Promise<Found> {
  const told = await tellSample(truths);
  const all = findAll(readFigures(told.facts));
  const leaders = told.pairings.map(({ leader }) => leader.key);
  const own = leaders.flatMap((leader) => findOwn({ ...readFigures(told.facts, leader), leaderId: leader }));
  return { told, all, own };
}

describe('the sample’s planted truths', () => {
  let found: Found;
  beforeAll(async () => {
    found = await find(plantedTruths);
  });
  const scopes = (code: string) => found.all.filter((finding) => finding.code === code).map(({ scope }) => scope);
  const topics = (code: string) => new Set(scopes(code).map(({ dimension }) => dimension?.split('topic=')[1]));

  it('rest on enough pairings', () => {
    expect(found.told.pairings.length).toBeGreaterThanOrEqual(80);
  });

  it('are found, and nothing opposite', () => {
    expect(topics('skill-rose')).toEqual(new Set(['prompting']));
    expect(topics('skill-did-not-rise')).toEqual(new Set(['data-visualisation']));
    expect(scopes('safety-fell').map(({ period }) => period)).toEqual(['round-3']);
    expect(scopes('response-halved')).toEqual([]);
    expect(scopes('risks-warned-in-time')).toHaveLength(1);
    expect(scopes('drift-into-help-desk')).toMatchObject([{ dimension: `pairing=${found.told.cast.drifting}` }]);
    expect(scopes('silo-not-crossed')).toMatchObject([{ dimension: 'touching=U-LOG' }]);
    expect(found.own.map(({ scope }) => scope.leaderId)).toEqual([found.told.cast.lateLeader]);
  });

  it.each(truthNames)('without %s its finding disappears, and the others stay', async (name) => {
    const { all, own } = await find(without(name));
    const codes = new Set([...all, ...own].map(({ code }) => code));
    expect(codes).toEqual(new Set(truthNames.filter((truth) => truth !== name).map((truth) => findingOf[truth])));
  });
});
