import { randomSnapshot } from '../../testing/random-snapshot.js';
import { fieldOf } from '../pairs/field.js';
import { powerDistance } from './power-distance.js';

describe('power distance of all pairs at once', () => {
  it('says what each pair asked alone gives, for everybody whose chain is finished', () => {
    let allowedInChain = 0;
    for (let seed = 1; seed <= 4; seed++) {
      const policy = { topLevel: 6 };
      const field = fieldOf(randomSnapshot({ seed, mentors: 150, mentees: 15, above: 1, oddOneIn: seed % 2 ? 5 : 0, policy }));
      field.mentees.forEach((mentee, number) => {
        const forbidden = new Set(field.forbiddenTo(number));
        field.mentors.forEach((mentor, at) => {
          if ([...mentor.barred, ...mentee.barred].includes('chain-unknown')) return;
          const { broken, tellCustodian } = powerDistance(field.graph, field.power, mentor, mentee);
          const self = mentor.personId === mentee.personId || undefined;
          const earlier = field.history.between(mentor.personId, mentee.personId) ?? self;
          expect([seed, number, at, forbidden.has(at)]).toEqual([seed, number, at, (broken ?? earlier) !== undefined]);
          allowedInChain += Number(tellCustodian);
        });
      });
    }
    expect(allowedInChain).toBeGreaterThan(5);
  });
});
