import { asOfInstant } from '../../facts/remember.js';
import { cellAt, openedProgramme, programmeId, tellHeld, tellPair } from '../../testing/world.js';
import { computeLive } from '../compute.js';
import { reciprocity } from './reciprocity.js';

const session = { sessionId: 's1', pairingId: 'pair1', programmeId };
const promise = (commitmentId: string, kind: 'career-support' | 'action', due: string) => ({
  ...session,
  commitmentId,
  side: 'mentee' as const,
  kind,
  due,
});

function book() {
  const told = tellPair(openedProgramme(), 1);
  tellHeld(told, 1, 's1', '2026-03-02', {
    stretches: [
      { kind: 'strategic-feedback', minutes: 10 },
      { kind: 'hands-on', minutes: 40 },
    ],
  });
  tellHeld(told, 1, 's2', '2026-03-16');
  tellHeld(told, 1, 's3', '2026-03-30').tell('session-s3', 'FeedbackGiven', '2026-03-30', {
    ...session,
    sessionId: 's3',
    direction: 'to-mentor',
    kind: 'strategic',
  });
  tellHeld(told, 1, 's4', '2026-04-01', { confirmed: false });
  return told
    .tell('session-s1', 'CommitmentMade', '2026-03-02', promise('k1', 'career-support', '2026-03-20'))
    .tell('session-s1', 'CommitmentMade', '2026-03-02', promise('k2', 'career-support', '2026-03-20'))
    .tell('session-s1', 'CommitmentMade', '2026-03-02', promise('k3', 'career-support', '2026-06-20'))
    .tell('session-s1', 'CommitmentMade', '2026-03-02', promise('k4', 'action', '2026-03-20'))
    .tell('session-s1', 'CommitmentSettled', '2026-03-18', {
      ...promise('k1', 'career-support', '2026-03-20'),
      kept: true,
      settledOn: '2026-03-18',
    })
    .tell('session-s1', 'CommitmentSettled', '2026-03-18', {
      ...promise('k4', 'action', '2026-03-20'),
      kept: false,
      settledOn: '2026-03-18',
    })
    .facts();
}

describe('reciprocity', () => {
  it('counts strategic feedback by stretch or by feedback given, in confirmed sessions', () => {
    const cells = computeLive(reciprocity, book(), { programmeId, asOf: asOfInstant('2026-04-10T00:00:00Z') });
    expect(cellAt(cells).values['strategicFeedback']).toMatchObject({ value: 2 / 3, n: 3, missing: { unconfirmed: 1 } });
    expect(cellAt(cells, { silo: 'b', band: '7-8' }).values).toEqual(cellAt(cells).values);
  });

  it('counts promises as settled, and says which are open or ahead', () => {
    const cells = computeLive(reciprocity, book(), { programmeId, asOf: asOfInstant('2026-04-10T00:00:00Z') });
    expect(cellAt(cells).values['careerSupportKept']).toMatchObject({ value: 1, n: 1, missing: { open: 1, ahead: 1 } });
    expect(cellAt(cells).values['promisesKept']).toMatchObject({ value: 0, n: 1 });
  });
});
