import { freePlacesOfMentee, freePlacesOfMentor } from './capacity.js';
import { employmentBars } from './eligibility.js';
import { historyOf } from './history.js';
import { levelGapBroken } from './level-gap.js';
import { floorBroken } from './quality-floor.js';
import { samePersonBroken } from './same-person.js';
import { languageBroken } from './shared-language.js';
import { availabilityBroken } from './shared-time.js';
import { languagesOf } from '../people/languages.js';
import { canTeach, meets } from './topic.js';

describe('capacity', () => {
  const mentor = { slots: 1 as const, hoursPerMonth: 4, ownChain: false, open: 0 };

  it('is one place, counted over all programmes', () => {
    expect(freePlacesOfMentor(mentor, 2)).toBe(1);
    expect(freePlacesOfMentor({ ...mentor, open: 1 }, 2)).toBe(0);
  });

  it('is two at the mentor’s own wish with the time for both released', () => {
    expect(freePlacesOfMentor({ ...mentor, slots: 2 }, 2)).toBe(2);
    expect(freePlacesOfMentor({ ...mentor, slots: 2, open: 1 }, 2)).toBe(1);
    expect(freePlacesOfMentor({ ...mentor, slots: 2, hoursPerMonth: 3 }, 2)).toBe(1);
    expect(freePlacesOfMentor({ ...mentor, slots: 2, hoursPerMonth: 3, open: 2 }, 2)).toBe(0);
  });

  it('of a leader is one', () => {
    expect(freePlacesOfMentee({ open: 0 })).toBe(1);
    expect(freePlacesOfMentee({ open: 1 })).toBe(0);
  });
});

describe('employment', () => {
  const at = { type: 'employee' as const, status: 'active' as const, endsOn: null };
  const bars = (more: Partial<Parameters<typeof employmentBars>[0]>, admitted = false) =>
    employmentBars({ ...at, ...more }, '2026-07-31', admitted);

  it('lets people at work take part, also those of unknown type', () => {
    expect(bars({})).toEqual([]);
    expect(bars({ type: null })).toEqual([]);
    expect(bars({ status: 'notice', endsOn: '2026-07-31' })).toEqual([]);
  });

  it.each(['future-start', 'absent', 'left'] as const)('keeps out who is %s', (status) =>
    expect(bars({ status })).toEqual(['not-eligible']));

  it('keeps out who leaves before the window ends', () => expect(bars({ endsOn: '2026-07-30' })).toEqual(['not-eligible']));

  it.each(['contractor', 'agency'] as const)('keeps out a %s unless the programme admits them', (type) => {
    expect(bars({ type })).toEqual(['contractor']);
    expect(bars({ type }, true)).toEqual([]);
  });
});

describe('levels', () => {
  it('make the mentor junior by the gap', () => {
    expect(levelGapBroken(4, 6, 2)).toBeUndefined();
    expect(levelGapBroken(5, 6, 2)).toBe('level-gap');
    expect(levelGapBroken(8, 4, 2)).toBe('level-gap');
  });

  it('that are unknown block', () => {
    expect(levelGapBroken(0, 6, 2)).toBe('level-unknown');
    expect(levelGapBroken(4, 0, 2)).toBe('level-unknown');
  });
});

describe('the two together', () => {
  const speaks = (...tags: string[]) => languagesOf(tags.map((tag) => ({ tag, fluency: 'basic' as const })));

  it('need a language in common, and nobody’s is guessed', () => {
    expect(languageBroken(speaks('en-GB', 'de'), speaks('en-US'))).toBeUndefined();
    expect(languageBroken(speaks('de'), speaks('fr'))).toBe('language');
    expect(languageBroken(speaks(), speaks('en'))).toBe('language');
  });

  it('need enough common time in the smallest week; what is unknown is not enough', () => {
    expect(availabilityBroken(60, 60)).toBeUndefined();
    expect(availabilityBroken(59, 60)).toBe('availability');
    expect(availabilityBroken(null, 60)).toBe('availability');
  });

  it('are two, and reach the floor', () => {
    expect([samePersonBroken('a', 'b'), samePersonBroken('a', 'a')]).toEqual([undefined, 'same-person']);
    expect([floorBroken(200_000, 200_000), floorBroken(199_999, 200_000)]).toEqual([undefined, 'below-floor']);
  });
});

describe('a topic', () => {
  const skill = (level: number | null) => ({ topic: 'sql', kind: 'skill' as const, level, months: 3 });
  const wish = (level: number | null) => ({ topic: 'sql', kind: 'skill' as const, level, priority: 1 });

  it('is taught from 4 on, at least 2 above the leader', () => {
    expect(canTeach('skill', 3)).toBe(false);
    expect(canTeach('skill', null)).toBe(false);
    expect(meets(skill(4), wish(2))).toBe(true);
    expect(meets(skill(4), wish(3))).toBe(false);
    expect(meets(skill(5), wish(3))).toBe(true);
    expect(meets(skill(3), wish(0))).toBe(false);
  });

  it('is not met where the leader’s level is unknown, or the topic or kind is another', () => {
    expect(meets(skill(5), wish(null))).toBe(false);
    expect(meets(skill(5), { ...wish(0), topic: 'excel' })).toBe(false);
    expect(meets(skill(5), { ...wish(null), kind: 'perspective' })).toBe(false);
  });

  it('that is a perspective is never rated', () => {
    const perspective = { topic: 'inclusion', kind: 'perspective' as const, level: null };
    expect(meets({ ...perspective, months: null }, { ...perspective, priority: 1 })).toBe(true);
  });
});

describe('earlier facts between two', () => {
  const history = historyOf([
    { mentorId: 'mia', menteeId: 'leo', kind: 'private' },
    { mentorId: 'mia', menteeId: 'leo', kind: 'completed' },
    { mentorId: 'mia', menteeId: 'ann', kind: 'completed' },
    { mentorId: 'mia', menteeId: 'bob', kind: 'open' },
  ]);

  it('that are private count both ways and hide all others', () => {
    expect(history.between('mia', 'leo')).toBe('private');
    expect(history.between('leo', 'mia')).toBe('private');
  });

  it('forbid to repeat a completed pairing, in the same roles', () => {
    expect(history.between('mia', 'ann')).toBe('repeat');
    expect(history.between('ann', 'mia')).toBeUndefined();
  });

  it('forbid to be paired both ways', () => {
    expect(history.between('mia', 'bob')).toBe('repeat');
    expect(history.between('bob', 'mia')).toBe('both-ways');
  });
});
