import { foldsAfterErasure, foldsFromItsEvents } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, STRANGER } from '../pair.samples.js';
import type { SessionCommand } from './commands.js';
import { sessionDecider } from './decide.js';
import { sessionSchemas } from './events.js';
import { AFTER, BEFORE, CONFIRM_BY, END, START, inputs, recordBy, scheduleBy, time } from './session.samples.js';

const by = fc.constantFrom(MENTOR, LEADER, STRANGER);
const at = fc.constantFrom(BEFORE, START, END, AFTER, CONFIRM_BY, '2026-02-01T00:00:00.000Z');
const commitmentId = fc.constantFrom('c1', 'c2', '__proto__');
const kept = fc.boolean();

const of = <const T extends SessionCommand['type']>(type: T) => fc.constant(type);
const command: fc.Arbitrary<SessionCommand> = fc.oneof(
  fc.tuple(by, at).map(([who, when]) => scheduleBy(who, { at: when })),
  fc.tuple(by, at).map(([who, when]) => ({ type: 'reschedule' as const, ...time, by: who, at: when, endsAt: AFTER })),
  fc.record({ type: of('cancel'), by: fc.oneof(by, fc.constant('programme')), at }),
  fc.tuple(by, at).map(([who, when]) => ({ ...recordBy(who), at: when })),
  fc.record({ type: of('confirm'), by, at }),
  fc.record({ type: of('correct'), by, stretches: fc.constant(inputs), at }),
  fc.record({ type: of('miss'), by: fc.oneof(by, fc.constant('system')), absent: fc.constantFrom(null, 'both' as const), at }),
  fc.record({ type: of('writeNote'), noteId: fc.uuid(), by, text: fc.string(), at }),
  fc.record({ type: of('giveFeedback'), feedbackId: fc.uuid(), by, kind: fc.constant('career' as const), text: fc.string(), at }),
  fc.record({
    type: of('makeCommitment'), commitmentId, by, kind: fc.constantFrom('action' as const, 'career-support' as const),
    due: fc.constant('2026-03-01'), text: fc.string(), at,
  }),
  fc.record({ type: of('settleCommitment'), commitmentId, by, kept, at }),
);

describe('a session', () => {
  it('folds from its events', () => foldsFromItsEvents(sessionDecider, command));
  it('folds after an erasure', () => foldsAfterErasure(sessionDecider, sessionSchemas, command));
});
