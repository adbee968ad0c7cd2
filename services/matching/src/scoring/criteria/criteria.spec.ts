import { availabilityValue } from './availability.js';
import { bestSupport, careerGoal } from './career-goal.js';
import { differentSilo } from './different-silo.js';
import { languageFluency } from './language-fluency.js';
import { levelDistance } from './level-distance.js';
import { proximity } from './proximity.js';
import { NEUTRAL } from './scale.js';
import { slotValue } from './second-slot.js';
import { topicFit, topicValue } from './topic-fit.js';

const middle = { value: NEUTRAL, neutral: true };
const of = (value: number) => ({ value, neutral: false });

describe('topic fit', () => {
  const fit = (priority: number, mentor: number, mentee: number, months: number | null) =>
    topicFit({ topic: 't', kind: 'skill', level: mentor, months }, { topic: 't', kind: 'skill', priority, level: mentee });

  it('is full for a first wish, the widest gap and a level used this month', () => expect(fit(1, 5, 0, 0)).toBe(1_000_000));

  it('rises with priority, gap and level, and falls with months since use', () => {
    expect(fit(1, 5, 0, 0)).toBeGreaterThan(fit(2, 5, 0, 0));
    expect(fit(2, 5, 0, 0)).toBeGreaterThan(fit(3, 5, 0, 0));
    expect(fit(1, 5, 1, 0)).toBeGreaterThan(fit(1, 5, 2, 0));
    expect(fit(1, 5, 2, 0)).toBeGreaterThan(fit(1, 4, 1, 0));
    expect(fit(1, 5, 0, 3)).toBeGreaterThan(fit(1, 5, 0, 30));
    expect(fit(1, 5, 0, 60)).toBe(fit(1, 5, 0, 48));
  });

  it('counts recency that nobody states as the middle', () => expect(fit(1, 5, 0, null)).toBe(fit(1, 5, 0, 24)));

  it('of a perspective is its priority alone', () =>
    expect([1, 2, 3].map((priority) => topicFit(
      { topic: 't', kind: 'perspective', level: null, months: null }, { topic: 't', kind: 'perspective', priority, level: null },
    ))).toEqual([1_000_000, 700_000, 400_000]));

  it('takes a part of the second topic', () => {
    expect(topicValue(600_000, 0)).toBe(600_000);
    expect(topicValue(600_000, 1_000_000)).toBe(700_000);
    expect(topicValue(1_000_000, 1_000_000)).toBe(1_000_000);
  });
});

describe('the other criteria', () => {
  it('prefer another silo', () => {
    expect(differentSilo('a', 'b')).toEqual(of(1_000_000));
    expect(differentSilo('a', 'a')).toEqual(of(0));
    expect(differentSilo(null, 'a')).toEqual(middle);
  });

  it('measure time in common against four times the least', () => {
    const values = [60, 120, 240, 900].map((minutes) => availabilityValue(minutes, 60).value);
    expect(values).toEqual([250_000, 500_000, 1_000_000, 1_000_000]);
    expect(availabilityValue(null, 60)).toEqual(middle);
  });

  it('prefer the same site, then near clocks', () => {
    expect(proximity({ site: 'x', offset: 0 }, { site: 'x', offset: 600 })).toEqual(of(1_000_000));
    expect(proximity({ site: 'x', offset: 0 }, { site: 'y', offset: 0 })).toEqual(of(900_000));
    expect(proximity({ site: 'x', offset: 0 }, { site: 'y', offset: -240 })).toEqual(of(450_000));
    expect(proximity({ site: null, offset: 0 }, { site: null, offset: 480 })).toEqual(of(0));
    expect(proximity({ site: null, offset: 780 }, { site: null, offset: -660 })).toEqual(of(900_000));
    expect(proximity({ site: 'x', offset: null }, { site: null, offset: 0 })).toEqual(middle);
  });

  it('ask whether the leader can support the mentor’s goal', () => {
    const mentor = { goalAreas: ['data', 'finance'] };
    expect(careerGoal(mentor, { background: new Map([['finance', 5], ['data', 1]]) })).toEqual(of(1_000_000));
    expect(bestSupport(mentor, { background: new Map([['finance', 5], ['data', 1]]) })).toEqual({ area: 'finance', years: 5 });
    expect(careerGoal(mentor, { background: new Map([['data', 0]]) })).toEqual(of(600_000));
    expect(careerGoal(mentor, { background: new Map([['legal', 9]]) })).toEqual(of(0));
    expect(careerGoal({ goalAreas: [] }, { background: new Map([['legal', 9]]) })).toEqual(middle);
    expect(careerGoal(mentor, { background: new Map() })).toEqual(middle);
  });

  it('prefer fluency, more levels, and a first place', () => {
    expect([null, 0, 1, 2, 3].map((rank) => languageFluency(rank).value)).toEqual([0, 200_000, 600_000, 1_000_000, 1_000_000]);
    expect([levelDistance(4, 7), levelDistance(1, 10), levelDistance(5, 5)]).toEqual([of(500_000), of(1_000_000), of(0)]);
    expect(levelDistance(0, 7)).toEqual(middle);
    expect([slotValue(false), slotValue(true)]).toEqual([of(1_000_000), of(0)]);
  });
});
