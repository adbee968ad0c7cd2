import { asOfInstant } from '../../facts/remember.js';
import { cellAt, openedProgramme, programmeId, tellPair } from '../../testing/world.js';
import { computeLive } from '../compute.js';
import { siloCrossing } from './silo-crossing.js';

const asOf = asOfInstant('2026-04-01T00:00:00Z');

describe('silo crossing', () => {
  it('sets the network of ties beside what chance would make of the same people', () => {
    const told = openedProgramme();
    for (let n = 1; n <= 12; n++) tellPair(told, n, { from: 'c', to: 'c' });
    for (let n = 13; n <= 24; n++) tellPair(told, n, { from: 'a', to: 'b' });
    const cells = computeLive(siloCrossing, told.facts(), { programmeId, asOf });
    expect(cellAt(cells).values).toMatchObject({ ties: { value: 24 }, eiIndex: { value: 0 }, across: { value: 0.5 } });
    expect(cellAt(cells).values['eiAtRandom']!.value).toBeCloseTo(2 * (1 - 144 / 576) - 1, 9);
    const kept = cellAt(cells, { dimension: 'touching=c' }).values;
    expect(kept['across']).toMatchObject({ value: 0, n: 12 });
    expect(kept['acrossAtRandom']!.interval![0]).toBeGreaterThan(kept['across']!.interval![1]);
    expect(cellAt(cells, { dimension: 'pair=a>b' }).values['ties']).toMatchObject({ value: 12 });
  });

  it('says how many ties it cannot place', () => {
    const told = tellPair(tellPair(openedProgramme(), 1), 2).tell('person-l2', 'ReportingClassAssigned', '2026-03-01', {
      personId: 'l2',
      reportingClass: 'other',
    });
    expect(cellAt(computeLive(siloCrossing, told.facts(), { programmeId, asOf })).values['ties']).toMatchObject({
      value: 1,
      missing: { 'class-too-small': 1 },
    });
  });

  it('counts a unit in the silo to which it belonged at the opening', () => {
    const told = tellPair(openedProgramme(), 1).tell('person-l1', 'ReportingClassAssigned', '2026-03-01', {
      personId: 'l1',
      reportingClass: 'a-team:7-8',
    });
    expect(cellAt(computeLive(siloCrossing, told.facts(), { programmeId, asOf })).values['across']).toMatchObject({
      value: 0,
      n: 1,
    });
  });

  it('is unknown without ties', () => {
    expect(cellAt(computeLive(siloCrossing, openedProgramme().facts(), { programmeId, asOf })).values['eiIndex']).toMatchObject({
      value: null,
      why: 'no-ties',
    });
  });
});
