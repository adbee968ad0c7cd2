import type { Profile } from '@flipside/contracts';
import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, opened, openedProgramme, programmeId, tellPair } from '../../testing/world.js';
import { computeRelease } from '../compute.js';
import { skillGaps, whereToInvestNext } from './skill-gaps.js';

const empty: Profile = { offers: [], wishes: [], certificates: [], goals: [], languages: [], availability: null, background: [] };

function ready(book: FactBook, personId: string, role: 'mentor' | 'mentee', ...topics: string[]): FactBook {
  const offers = topics.map((topic) => ({ topic, kind: 'skill' as const, proficiency: 4, lastUsed: null }));
  const wishes = topics.map((topic) => ({ topic, kind: 'skill' as const, priority: 1, current: 1, lastUsed: null }));
  const profile = role === 'mentor' ? { ...empty, offers } : { ...empty, wishes };
  return book
    .tell(`enrolment-p1_${personId}_${role}`, 'EnrolmentReady', '2026-01-20', { programmeId, personId, role })
    .tellSealed(`person-${personId}`, 'ProfileUpdated', '2026-01-15', { personId, profile });
}

const cells = (book: FactBook) =>
  opened(computeRelease(skillGaps, book.facts(), programmeId, { month: '2026-07' }, '2026-12-31T00:00:00Z')!.cells);

describe('skill gaps', () => {
  const book = tellPair(openedProgramme(), 1);
  ready(
    ready(
      ready(ready(book, 'l1', 'mentee', 'prompting'), 'l2', 'mentee', 'prompting', 'automation'),
      'm1',
      'mentor',
      'prompting',
    ),
    'm2',
    'mentor',
    'cyber-hygiene',
  );
  book.tellSealed('assessment-pair1_l1_prompting', 'SkillAssessed', '2026-07-01', {
    pairingId: 'pair1',
    programmeId,
    mentorId: 'm1',
    menteeId: 'l1',
    skill: 'prompting',
    occasion: 'end',
    assessedOn: '2026-07-01',
    rater: 'mentor',
    rating: 3,
    ratingThen: null,
    target: 3,
  });

  it('sets wanted beside offered, and closed beside open', () => {
    const wanted = (topic: string) => cellAt(cells(book), { dimension: `side=wanted;topic=${topic}` }).values;
    expect(wanted('prompting')).toMatchObject({ people: { value: 2 }, closed: { value: 1, n: 2 }, open: { value: 1, n: 2 } });
    expect(wanted('automation')).toMatchObject({ people: { value: 1 }, open: { value: 1 } });
    expect(cellAt(cells(book), { dimension: 'side=offered;topic=prompting' }).values['people']).toMatchObject({ value: 1 });
    expect(cellAt(cells(book), { dimension: 'side=wanted;topic=prompting', silo: 'b' }).values['people']).toMatchObject({
      value: 1,
    });
  });

  it('puts first what many want and few offer', () => {
    expect(whereToInvestNext(cells(book))).toEqual([
      { topic: 'automation', open: 1, offered: null },
      { topic: 'prompting', open: 1, offered: 1 },
    ]);
  });
});
