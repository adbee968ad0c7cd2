import { MENTOR, samplePair } from '../pair.samples.js';
import type { CommandOf, StretchInput } from './commands.js';
import type { SessionEvent, Stretch } from './events.js';

export const SESSION = 'a1d3c0de-0000-4000-8000-000000000010';
export const ids = { ...samplePair, sessionId: SESSION };
export const BEFORE = '2026-01-13T09:30:00.000Z';
export const START = '2026-01-15T09:00:00.000Z';
export const END = '2026-01-15T10:00:00.000Z';
export const AFTER = '2026-01-15T12:00:00.000Z';
export const REMIND_AT = '2026-01-19T12:00:00.000Z';
export const CONFIRM_BY = '2026-01-22T12:00:00.000Z';

const agreement = { inForce: true, startsOn: '2026-01-12', endsOn: '2026-07-11' };
export const time = { startsAt: START, endsAt: END, agreement, insideMentorTime: true };

export const scheduleBy = (by: string, change: Partial<CommandOf<'schedule'>> = {}): CommandOf<'schedule'> => ({
  type: 'schedule', ...ids, ...time, by, place: 'Library', at: BEFORE, ...change,
});

export const stretches: readonly Stretch[] = [
  { kind: 'hands-on', minutes: 30, topic: 'prompting' },
  { kind: 'contextual-question', minutes: 10 },
  { kind: 'strategic-feedback', minutes: 10 },
];
const details = [{}, { tool: 'assistant', effect: 'speed' as const }, { decision: 'tool budget' }];
export const inputs: readonly StretchInput[] = stretches.map((stretch, index) => ({ ...stretch, ...details[index] }));

export const recordBy = (by: string, given = inputs): CommandOf<'recordHeld'> => ({
  type: 'recordHeld', by, stretches: given, remindAt: REMIND_AT, confirmBy: CONFIRM_BY, at: AFTER,
});

export const scheduled: SessionEvent = {
  type: 'SessionScheduled', data: { ...ids, startsAt: START, endsAt: END, by: 'mentor', place: 'Library' },
};
export const heldBy = (by: 'mentor' | 'mentee'): SessionEvent => ({
  type: 'SessionHeld',
  data: { ...ids, startsAt: START, stretches, details, by, recordedAt: AFTER, remindAt: REMIND_AT, confirmBy: CONFIRM_BY },
});
export const confirmed: SessionEvent = { type: 'SessionConfirmed', data: { ...ids, startsAt: START, stretches } };
export const corrected: SessionEvent = {
  type: 'SessionCorrected', data: { ...ids, startsAt: START, stretches: [{ kind: 'help-desk', minutes: 50 }], details: [{}] },
};
export const missed: SessionEvent = { type: 'SessionMissed', data: { ...ids, startsAt: START, absent: 'mentee' } };
export const cancelledBy = (by: 'mentor' | 'mentee' | 'programme', noticeHours: number): SessionEvent => ({
  type: 'SessionCancelled', data: { ...ids, by, startsAt: START, noticeHours },
});
export const note: CommandOf<'writeNote'> = { type: 'writeNote', noteId: 'n1', by: MENTOR, text: 'felt heard', at: AFTER };
