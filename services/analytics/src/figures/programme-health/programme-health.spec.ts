import { asOfInstant } from '../../facts/remember.js';
import type { FactBook } from '../../testing/fact-book.js';
import { cellAt, openedProgramme, programmeId, tellCancelled, tellHeld, tellPair } from '../../testing/world.js';
import { computeLive } from '../compute.js';
import { programmeHealth } from './programme-health.js';

const ready = (book: FactBook, personId: string, role: 'mentor' | 'mentee', on: string): FactBook =>
  book.tell(`enrolment-p1_${personId}_${role}`, 'EnrolmentReady', on, { programmeId, personId, role });
const health = (book: FactBook, at = '2026-04-01T00:00:00Z') =>
  cellAt(computeLive(programmeHealth, book.facts(), { programmeId, asOf: asOfInstant(at) })).values;
const pair = { pairingId: 'pair1', programmeId, mentorId: 'm1', menteeId: 'l1' };

describe('programme health', () => {
  it('tells who was matched and how long it took', () => {
    const book = tellPair(openedProgramme(), 1);
    ready(ready(ready(book, 'l1', 'mentee', '2026-01-23'), 'l9', 'mentee', '2026-01-23'), 'm1', 'mentor', '2026-01-23');
    expect(health(book)).toMatchObject({
      leadersMatched: { value: 0.5, n: 2 },
      mentorsMatched: { value: 1, n: 1 },
      daysToMatch: { value: 10, n: 1, missing: { 'never-matched': 1 } },
    });
  });

  it('tells what runs, rests and is over', () => {
    const book = tellPair(tellPair(tellPair(openedProgramme(), 1), 2), 3)
      .tell('pairing-pair1', 'PairingCompleted', '2026-03-01', pair)
      .tell('pairing-pair2', 'PairingPaused', '2026-03-01', {
        ...pair,
        pairingId: 'pair2',
        mentorId: 'm2',
        menteeId: 'l2',
        fromDay: '2026-03-02',
      });
    expect(health(book)).toMatchObject({
      running: { value: 1, missing: { paused: 1 } },
      inForce: { value: 1, n: 1 },
      completed: { value: 1, n: 1 },
    });
    book.tell('pairing-pair2', 'PairingEnded', '2026-03-09', { ...pair, pairingId: 'pair2', mentorId: 'm2', menteeId: 'l2' });
    expect(health(book)).toMatchObject({ running: { value: 1, missing: {} }, completed: { value: 0.5, n: 2 } });
    expect(health(book, '2026-03-05T00:00:00Z')).toMatchObject({ completed: { value: 1, n: 1 } });
  });

  it('counts a stall as a risk until there is a session again', () => {
    const book = tellPair(openedProgramme(), 1).tell('agreement-pair1', 'StallNoticed', '2026-03-25', {
      pairingId: 'pair1',
      programmeId,
      since: '2026-02-02',
    });
    expect(health(book)).toMatchObject({ stalled: { value: 1, n: 1 }, atRisk: { value: 1, n: 1 }, drifted: { value: 0 } });
    tellHeld(book, 1, 's1', '2026-03-28');
    expect(health(book)).toMatchObject({ stalled: { value: 1 }, atRisk: { value: 0 }, sessionsHeld: { value: 1 } });
  });

  it('counts a drift as a risk for sixty days', () => {
    const book = tellPair(openedProgramme(), 1).tell('agreement-pair1', 'DriftNoticed', '2026-03-25', {
      pairingId: 'pair1',
      programmeId,
      told: 'pair',
    });
    expect(health(book)).toMatchObject({ drifted: { value: 1 }, atRisk: { value: 1 } });
    expect(health(book, '2026-06-01T00:00:00Z')).toMatchObject({ drifted: { value: 1 }, atRisk: { value: 0 } });
  });

  it('counts two sessions running that did not take place as a risk, those of the programme left out', () => {
    const book = tellCancelled(tellPair(openedProgramme(), 1), 1, 'c1', '2026-03-01', 'mentee', 30);
    tellCancelled(book, 1, 'c2', '2026-03-08', 'programme', 30);
    expect(health(book)).toMatchObject({ atRisk: { value: 0 } });
    tellCancelled(book, 1, 'c3', '2026-03-15', 'mentor', 30);
    expect(health(book)).toMatchObject({ atRisk: { value: 1 } });
  });
});
