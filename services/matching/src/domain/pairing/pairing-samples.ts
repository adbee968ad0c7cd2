import type { PauseCause } from '@flipside/contracts';
import type { Fit } from '../fit.js';
import type { CommandOf } from './commands.js';
import type { PairingEvent } from './events.js';

/** What the specs of pairings are told with. */
export const ids = { pairingId: 'pairing', programmeId: 'programme', cohort: 1 };
export const pair = { ...ids, mentorId: 'mia', menteeId: 'leo' };
export const wanted = [{ topic: 'generative-ai', kind: 'skill' as const, baseline: 1, target: 3 }];
export const topics = [{ topic: 'generative-ai', kind: 'skill' as const }];
export const fit: Fit = { score: 700_000, criteria: [] };

/** Day n of the story, at noon. */
export const day = (n: number): string => new Date(Date.UTC(2026, 0, n, 12)).toISOString();
export const mentorAnswersBy = day(8);
export const leaderAnswersBy = day(15);
export const endsOn = '2026-07-31';

export const propose: CommandOf<'propose'> = {
  type: 'propose', ...pair, runId: 'run', wanted, fit, endsOn, answerBy: mentorAnswersBy, at: day(1), holds: true,
};
export const override: CommandOf<'override'> = {
  ...propose, type: 'override', by: 'ada', reason: 'They asked for each other.', cost: 12_000, broken: ['language'],
};
export const accept = (by: string, at = day(2)): CommandOf<'accept'> => ({
  type: 'accept', by, at, holds: true, partnerAnswersBy: leaderAnswersBy, startsOn: '2026-01-20',
});
export const decline = (by: string, at = day(2)): CommandOf<'decline'> => ({ type: 'decline', by, at, holds: true });

export const proposed: PairingEvent = {
  type: 'PairingProposed',
  data: {
    ...ids, runId: 'run', overridden: false, endsOn, answerBy: mentorAnswersBy, mentorId: 'mia', menteeId: 'leo', wanted, fit,
  },
};
export const mentorAccepted: PairingEvent = {
  type: 'PairingAccepted', data: { ...ids, side: 'mentor', by: 'mia', answerBy: leaderAnswersBy },
};
export const leaderAccepted: PairingEvent = { type: 'PairingAccepted', data: { ...ids, side: 'mentee', by: 'leo' } };
export const activated: PairingEvent = {
  type: 'PairingActivated', data: { ...pair, topics, startsOn: '2026-01-20', endsOn, wanted },
};
export const active = [proposed, mentorAccepted, leaderAccepted, activated];
export const about = ['mia', 'leo'];
export const paused = (cause: PauseCause, from = day(30)): PairingEvent => ({
  type: 'PairingPaused', data: { ...pair, from, causes: [cause], about },
});
export const ended = (...causes: PauseCause[]): PairingEvent => ({
  type: 'PairingEnded', data: { ...pair, causes, about },
});
