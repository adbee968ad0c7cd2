import { instruments, pairRound, textOf } from './catalogue.js';
import { growthScale, skillScale } from './skill-scale.js';

const items = instruments.flatMap((one) => one.items);

describe('the instruments', () => {
  it('name every item once, by a code that a contract may carry', () => {
    const codes = items.map(({ item }) => item);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(new Set(instruments.map(({ instrument }) => instrument)).size).toBe(instruments.length);
    expect(items.filter(({ text }) => text.startsWith('-') || text.trim() !== text || text === '')).toEqual([]);
  });

  it('have enough items for a reliability, some of them reversed but never most', () => {
    for (const { items: own } of instruments) {
      const reversed = own.filter((item) => item.reversed).length;
      expect(own.length).toBeGreaterThanOrEqual(3);
      expect(reversed).toBeGreaterThanOrEqual(1);
      expect(reversed * 2).toBeLessThan(own.length);
    }
  });

  it('are known to a round by codes alone', () => {
    expect(pairRound.map(({ instrument }) => instrument)).toEqual(['pair-speaking-up', 'worthwhile']);
    expect(JSON.stringify(pairRound)).not.toContain(' ');
    expect(pairRound[0]!.items.filter(({ reversed }) => reversed).map(({ item }) => item)).toEqual(['psu-2', 'psu-5', 'psu-7']);
    expect(textOf('wwh-1')).toBe('The time was well spent.');
    expect(textOf('nothing')).toBeUndefined();
  });

  it('anchor all six levels', () => {
    expect([skillScale.length, growthScale.length]).toEqual([6, 6]);
  });
});
