import fc from 'fast-check';
import { pauseCauses, type PairingSide } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import { foldsAfterErasure, foldsFromItsEvents } from '@flipside/testing';
import type { PairingCommand } from './commands.js';
import { pairingDecider } from './decide.js';
import type { PairingEvent } from './events.js';
import { about, accept, day, override, propose } from './pairing-samples.js';
import { pairingSchemas } from './schemas.js';
import type { PairingState } from './state.js';

const anyone = fc.constantFrom('mia', 'leo', 'ada', 'eve');
const anyDay = fc.integer({ min: 1, max: 60 }).map(day);
const checked = { at: anyDay, holds: fc.boolean() };
const mostly = fc.constantFrom(true, true, true, false);
const side = fc.constantFrom<PairingSide>('mentor', 'mentee');
const cause = fc.constantFrom(...pauseCauses);
const known = fc.option(fc.subarray([...about]), { nil: undefined });

/** Any command, likely enough to lead somewhere. */
const anyCommand: fc.Arbitrary<PairingCommand> = fc.oneof(
  fc.constant(propose),
  fc.record({ by: anyone, reason: fc.constantFrom('', 'why') }).map((more) => ({ ...override, ...more })),
  {
    weight: 6,
    arbitrary: fc.record({ by: anyone, at: anyDay, holds: mostly }).map((more) => ({ ...accept('mia'), ...more })),
  },
  fc.record({ type: fc.constant('decline' as const), by: anyone, ...checked }),
  fc.record({ type: fc.constant('expire' as const), at: anyDay, about: known }),
  fc.record({ type: fc.constant('prolong' as const), side, answerBy: anyDay, at: anyDay }),
  fc.record({ type: fc.constant('pause' as const), cause, from: anyDay, at: anyDay, about: known }),
  fc.record({ type: fc.constant('lift' as const), cause, ...checked, about: known }),
  fc.record({ type: fc.constant('pauseByAdmin' as const), by: anyone, closing: fc.boolean(), at: anyDay }),
  fc.record({ type: fc.constant('resumeByAdmin' as const), by: anyone, ...checked }),
  fc.record({ type: fc.constant('extend' as const), endsOn: fc.constantFrom('2026-06-30', '2026-09-30'), ...checked }),
  fc.record({ type: fc.constant('requestRematch' as const), by: anyone, at: anyDay }),
  fc.record({ type: fc.constant('holdClosing' as const), heldOn: fc.constant('2026-07-01'), ...checked }),
  fc.record({ type: fc.constant('complete' as const), ...checked }),
  fc.record({ type: fc.constant('review' as const), at: anyDay, about: known }),
);

type Look = (event: PairingEvent, before: PairingState, command: PairingCommand) => void;

/** Runs commands on a proposed pairing; calls back before each event. */
function replay(commands: readonly PairingCommand[], look: Look): void {
  let state = pairingDecider.initial;
  for (const command of [propose, ...commands]) {
    for (const event of decided(command, state)) {
      look(event, state, command);
      state = pairingDecider.evolve(state, event);
    }
  }
}

function decided(command: PairingCommand, state: PairingState): readonly PairingEvent[] {
  try {
    return pairingDecider.decide(command, state);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

const holds = (law: (commands: readonly PairingCommand[]) => void): void =>
  fc.assert(fc.property(fc.array(anyCommand, { maxLength: 40 }), law), { numRuns: 300 });

describe('laws of pairings', () => {
  it('any commands leave a state that folds from its events', () =>
    foldsFromItsEvents(pairingDecider, anyCommand, { maxLength: 40 }));

  it('a history whose sealed fields are gone still folds', () => foldsAfterErasure(pairingDecider, pairingSchemas, anyCommand));

  it('a pairing begins with two acceptances, the mentor’s first', () =>
    holds((commands) => {
      const seen: PairingEvent[] = [];
      replay(commands, (event) => {
        if (event.type === 'PairingActivated') {
          const sides = seen.filter(({ type }) => type === 'PairingAccepted').map(({ data }) => (data as { side: string }).side);
          expect(sides).toEqual(['mentor', 'mentee']);
        }
        seen.push(event);
      });
    }));

  it('nothing follows an end but a wish for another partner', () =>
    holds((commands) =>
      replay(commands, (event, before) => {
        if (before.status === 'ended') expect(event.type).toBe('RematchRequested');
        if (before.status === 'completed' || before.status === 'unavailable') expect(event.type).toBe('none');
      })));

  it('early endings come from reviews alone, and always after a pause', () =>
    holds((commands) =>
      replay(commands, (event, before, command) => {
        if (event.type !== 'PairingEnded') return;
        expect(command.type).toBe('review');
        expect(before.status).toBe('paused');
      })));

  it('from the moment a fact is held against it, no command of a person or of the pair is accepted', () =>
    holds((commands) =>
      replay(commands, (event, _, command) => {
        if ('holds' in command) expect([command.holds, event.type]).toEqual([true, event.type]);
      })));

  it('pauses and resumptions alternate for all to see', () =>
    holds((commands) => {
      let resting = false;
      replay(commands, (event) => {
        if (event.type === 'PairingPaused') expect(resting).toBe(false);
        if (event.type === 'PairingResumed') expect(resting).toBe(true);
        if (event.type === 'PairingPaused' || event.type === 'PairingResumed') resting = !resting;
      });
    }));
});
