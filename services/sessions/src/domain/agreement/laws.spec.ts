import { DomainError } from '@flipside/event-sourcing';
import { foldsAfterErasure, foldsFromItsEvents } from '@flipside/testing';
import fc from 'fast-check';
import { LEADER, MENTOR, STRANGER, samplePair } from '../pair.samples.js';
import { draftBy, signBy } from './agreement.samples.js';
import { dayOf } from '../moments.js';
import type { AgreementCommand } from './commands.js';
import { agreementDecider } from './decide.js';
import { agreementSchemas, type AgreementEvent } from './events.js';

const by = fc.constantFrom(MENTOR, LEADER, STRANGER);
const at = fc.integer({ min: 0, max: 300 }).map((day) => new Date(Date.UTC(2026, 0, 5 + day)).toISOString());
const step = fc.constantFrom('reminder' as const, 'nudge' as const);
const side = fc.constantFrom('mentor' as const, 'mentee' as const);
const askId = fc.constantFrom('signature-1', 'signature-2');
const ask = fc.record({ askId, about: fc.constant('signature' as const), to: side });

const command: fc.Arbitrary<AgreementCommand> = fc.oneof(
  by.map((who) => draftBy(who)),
  fc.tuple(by, fc.integer({ min: 1, max: 3 })).map(([who, version]) => signBy(who, version)),
  fc.record({ type: fc.constant('withdraw' as const), by, at }).map((rest) => ({ ...samplePair, ...rest })),
  fc.record({ type: fc.constantFrom('pause' as const, 'resume' as const), from: at, at }),
  fc.record({ type: fc.constant('close' as const), at }),
  fc.record({
    type: fc.constant('complete' as const), by: fc.oneof(by, fc.constant('system')),
    closingHeldOn: fc.constantFrom(null, '2026-01-05'), at,
  }),
  fc.record({ type: fc.constant('nudge' as const), ask, step, nextAt: at, at }),
  fc.record({ type: fc.constant('putOffNudge' as const), ask, step: fc.constant('nudge' as const), from: at, until: at, at }),
  fc.record({ type: fc.constant('escalateSilence' as const), ask, since: at, at }),
  fc.record({ type: fc.constant('noticeStall' as const), at }),
  fc.record({ type: fc.constant('putOffStall' as const), until: at, at }),
  fc.record({
    type: fc.constant('noteSession' as const), sessionId: fc.constantFrom('s1', 's2', 's3', 's4'), heldOn: at.map(dayOf),
    minutes: fc.constant(60), helpDesk: fc.constantFrom(0, 30), confirmed: fc.boolean(), at,
  }),
);

function eventsOf(commands: readonly AgreementCommand[]): readonly AgreementEvent[] {
  let state = agreementDecider.initial;
  return commands.flatMap((one) => {
    try {
      const events = agreementDecider.decide(one, state);
      state = events.reduce(agreementDecider.evolve, state);
      return events;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [];
    }
  });
}

describe('an agreement', () => {
  it('folds from its events', () => foldsFromItsEvents(agreementDecider, command));
  it('holds only terms that both signed, in the version they read', () => {
    fc.assert(fc.property(fc.array(command, { maxLength: 30 }), (commands) => {
      const signed = new Set<string>();
      for (const event of eventsOf(commands)) {
        if (event.type === 'AgreementSigned') signed.add(`${event.data.version} ${event.data.side}`);
        if (event.type !== 'AgreementInForce' && event.type !== 'AgreementAmended') continue;
        expect([...signed]).toEqual(expect.arrayContaining([`${event.data.version} mentor`, `${event.data.version} mentee`]));
      }
    }), { numRuns: 300 });
  });
  it('folds after an erasure', () => foldsAfterErasure(agreementDecider, agreementSchemas, command));
});
