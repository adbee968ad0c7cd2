import { asOfInstant } from '../../facts/remember.js';
import { cellAt, openedProgramme, programmeId, tellCancelled, tellHeld, tellPair } from '../../testing/world.js';
import { computeLive } from '../compute.js';
import { leaderCommitment } from './leader-commitment.js';

function book() {
  const told = openedProgramme();
  for (let n = 1; n <= 5; n++) tellPair(told, n);
  tellPair(told, 6, { to: 'c' });
  for (let n = 2; n <= 6; n++) tellHeld(told, n, `h${n}`, '2026-03-02');
  tellCancelled(told, 1, 'c1', '2026-03-02', 'mentee', 3);
  tellHeld(told, 1, 'r1', '2026-03-12', {
    replaces: 'c1',
    stretches: [
      { kind: 'hands-on', minutes: 30 },
      { kind: 'help-desk', minutes: 30 },
    ],
  });
  tellCancelled(told, 1, 'c2', '2026-03-20', 'mentee', 72);
  tellCancelled(told, 1, 'c3', '2026-03-22', 'programme', 72);
  tellCancelled(told, 2, 'c4', '2026-03-22', 'mentor', 1);
  tellHeld(told, 1, 'ahead', '2026-06-01');
  return told.facts();
}

const asOf = asOfInstant('2026-04-01T00:00:00Z');

describe('commitment of leaders', () => {
  it('shows a leader the own figure', () => {
    const [own, ...others] = computeLive(leaderCommitment, book(), { programmeId, asOf, leaderId: 'l1' });
    expect(others).toEqual([]);
    expect(own!.values).toMatchObject({
      cancelledByLeader: { value: 2 / 3, n: 3 },
      cancelledLate: { value: 1 / 3, n: 3 },
      noticeHours: { value: 37.5, n: 2 },
      daysToReplace: { value: 10, n: 1, missing: { 'not-replaced': 1 } },
      handsOn: { value: 0.5, n: 1 },
    });
  });

  it('shows others only groups of at least five leaders', () => {
    const cells = computeLive(leaderCommitment, book(), { programmeId, asOf });
    expect(cellAt(cells).values).toMatchObject({ cancelledByLeader: { value: 0.2222222222222222, n: 9 } });
    expect(cellAt(cells, { silo: 'b' }).values['cancelledLate']).toMatchObject({ value: 0.125, n: 8 });
    expect(cellAt(cells, { silo: 'c' }).values['cancelledLate']).toMatchObject({
      value: null,
      n: 0,
      why: 'fewer-than-5-leaders',
    });
  });

  it('leaves sessions ahead and those cancelled by the programme alone, and says which are not confirmed', () => {
    const told = tellHeld(tellPair(openedProgramme(), 1), 1, 'u', '2026-03-01', { confirmed: false });
    const [own] = computeLive(leaderCommitment, told.facts(), { programmeId, asOf, leaderId: 'l1' });
    expect(own!.values['handsOn']).toMatchObject({ value: null, missing: { unconfirmed: 1 } });
  });
});
