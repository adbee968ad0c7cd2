import { addDays } from '@flipside/calendars';
import { CLOSING_GRACE_DAYS } from '../domain/agreement/decide.js';
import { agreementStream, type AgreementEvent } from '../domain/agreement/events.js';
import { signatureAsk } from '../domain/agreement/notices.js';
import type { Side } from '../domain/pair.js';
import { MOST_ROUNDS, plannedRounds } from './check-in-schedule.js';
import { askTimer, startOf, type SessionsTimerChange } from './commands.js';

type Changes = readonly SessionsTimerChange[];
type DataOf<T extends AgreementEvent['type']> = Extract<AgreementEvent, { type: T }>['data'];

/** Timers of what is over are left standing: when they are due the decider finds nothing to do. */
export function agreementTimers(event: AgreementEvent): Changes {
  switch (event.type) {
    case 'AgreementDrafted':
      return [signature('mentor', event.data), signature('mentee', event.data)];
    case 'AgreementSigned': {
      const { pairingId, version, side } = event.data;
      return [{ cancel: askTimer(pairingId, { askId: signatureAsk(version), to: side }) }];
    }
    case 'AgreementInForce':
    case 'AgreementAmended':
      return [stall(event.data), ...untilTheEnd(event.data)];
    case 'AgreementResumed':
    case 'SessionNoted':
    case 'StallPutOff':
      return [stall(event.data)];
    default:
      return nudges(event);
  }
}

function nudges(event: AgreementEvent): Changes {
  switch (event.type) {
    case 'NudgeSent':
      return [afterNudge(event.data)];
    case 'NudgePutOff': {
      const { pairingId, askId, about, to, step, from, until } = event.data;
      const command = { type: 'ask', stream: agreementStream(pairingId), ask: { askId, about, to }, step, from } as const;
      return [{ set: askTimer(pairingId, event.data), due: until, command }];
    }
    case 'SilenceEscalated':
      return [{ cancel: askTimer(event.data.pairingId, { askId: event.data.askId, to: 'mentee' }) }];
    default:
      return [];
  }
}

function signature(to: Side, { pairingId, version, draftedAt, remindAt }: DataOf<'AgreementDrafted'>): SessionsTimerChange {
  const ask = { askId: signatureAsk(version), about: 'signature', to } as const;
  const command = { type: 'ask', stream: agreementStream(pairingId), ask, step: 'reminder', from: draftedAt } as const;
  return { set: askTimer(pairingId, ask), due: remindAt[to], command };
}

/** Only a signature is nudged for, and only a leader's silence goes further: a record has its own deadline by then. */
function afterNudge({ pairingId, askId, about, to, step, sentAt, nextAt }: DataOf<'NudgeSent'>): SessionsTimerChange {
  const id = askTimer(pairingId, { askId, to });
  const next = step === 'reminder' ? 'nudge' : 'escalation';
  if (about !== 'signature' || (next === 'escalation' && to === 'mentor')) return { cancel: id };
  const ask = { askId, about, to };
  const command = { type: 'ask', stream: agreementStream(pairingId), ask, step: next, from: sentAt } as const;
  return { set: id, due: nextAt, command };
}

function stall({ pairingId, stallAt }: { readonly pairingId: string; readonly stallAt: string | null }): SessionsTimerChange {
  const id = `stall/${pairingId}`;
  if (stallAt === null) return { cancel: id };
  return { set: id, due: stallAt, command: { type: 'stall', stream: agreementStream(pairingId) } };
}

/** Set anew by an amendment: rounds keep their number and day where only the end moves. */
function untilTheEnd({ pairingId, startsOn, endsOn }: DataOf<'AgreementInForce'>): Changes {
  const stream = agreementStream(pairingId);
  const completion = startOf(addDays(endsOn, CLOSING_GRACE_DAYS));
  const rounds = plannedRounds(startsOn, endsOn);
  const spare = Array.from({ length: MOST_ROUNDS - rounds.length }, (_, n) => rounds.length + 1 + n);
  return [
    { set: `completion/${pairingId}`, due: completion, command: { type: 'completion', stream } },
    ...rounds.map(({ round, occasion, on }) => ({
      set: `check-in/${pairingId}/${round}`, due: startOf(on), command: { type: 'check-in' as const, stream, round, occasion },
    })),
    ...spare.map((round) => ({ cancel: `check-in/${pairingId}/${round}` })),
  ];
}
