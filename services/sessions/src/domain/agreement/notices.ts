import type { CommandOf } from './commands.js';
import type { AgreementEvent, Ask } from './events.js';
import type { KnownAgreement } from './state.js';

type Events = readonly AgreementEvent[];

/** A timer may come late: then what it would remind of is answered, or everything is over, and nothing follows. */
export function nudge({ ask, step, at, nextAt }: CommandOf<'nudge'>, state: KnownAgreement): Events {
  if (!isAwaited(ask, state) || state.notices.sent.includes(stepOf(ask, step))) return [];
  return [{ type: 'NudgeSent', data: { pairingId: state.pair.pairingId, ...ask, step, sentAt: at, nextAt } }];
}

/** Only a leader's silence is escalated, and only after the nudge. */
export function escalateSilence({ ask, since }: CommandOf<'escalateSilence'>, state: KnownAgreement): Events {
  const { sent, escalated } = state.notices;
  const silent = ask.to === 'mentee' && isAwaited(ask, state) && sent.includes(stepOf(ask, 'nudge'));
  if (!silent || escalated.includes(ask.askId)) return [];
  return [{ type: 'SilenceEscalated', data: { ...state.pair, askId: ask.askId, since } }];
}

export function putOffNudge({ ask, step, from, until, at }: CommandOf<'putOffNudge'>, state: KnownAgreement): Events {
  if (!isAwaited(ask, state) || until <= at) return [];
  return [{ type: 'NudgePutOff', data: { pairingId: state.pair.pairingId, ...ask, step, from, until } }];
}

/** What a signature's ask is called: another draft is another ask. */
export const signatureAsk = (version: number): string => `signature-${version}`;

const stepOf = (ask: Ask, step: string): string => `${ask.askId}/${ask.to}/${step}`;

function isAwaited(ask: Ask, state: KnownAgreement): boolean {
  if (ask.about === 'retest') return state.status === 'completed';
  if (state.status !== 'drafted' && state.status !== 'in-force') return false;
  if (ask.about !== 'signature') return true;
  return state.draft !== null && ask.askId === signatureAsk(state.draft.version) && !state.draft.signed.includes(ask.to);
}
