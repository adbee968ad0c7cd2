import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import { REFOLD, type FireTimer, type TimerRow } from '@flipside/service-kit';
import { dayOf } from '../domain/moments.js';
import type { AgreementCommand } from '../domain/agreement/commands.js';
import type { Calendars } from '../desk/calendars.js';
import type { CheckInDesk } from '../desk/check-in-desk.js';
import { stateOf } from '../log.js';
import type { Targets } from '../targets.js';
import type { SessionsTimer } from './commands.js';
import { askCommand, checkInCommand, stallCommand, type Surroundings } from './fire.js';

export interface TimerSources {
  readonly targets: Targets;
  readonly calendars: Calendars;
  readonly checkIns: CheckInDesk;
  /** Folds anew what holds sealed words, choices and answers opened. */
  readonly refold: () => Promise<void>;
}

/** Turns a timer that is due into the command it stands for, with the calendars and the agreement as they are then. */
export function fireTimer(sources: TimerSources): FireTimer {
  const { targets } = sources;
  return async (row: TimerRow, context: CommandContext) => {
    if (row.command.type === REFOLD) return sources.refold();
    const timer = row.command as unknown as SessionsTimer;
    const { at } = context;
    switch (timer.type) {
      case 'check-in-closing':
        return handleCommand(targets.checkIn, timer.stream, { type: 'close', at }, context);
      case 'unrecorded':
        return handleCommand(targets.session, timer.stream, { type: 'miss', by: 'system', absent: null, at }, context);
      case 'overdue': {
        const on = dayOf(at);
        return handleCommand(targets.concern, timer.stream, { type: 'noticeOverdue', what: timer.what, on }, { ...context, at: on });
      }
      default:
        return ofAgreement(sources, timer, context);
    }
  };
}

type OfAgreement = Extract<SessionsTimer, { type: 'ask' | 'stall' | 'completion' | 'check-in' }>;

async function ofAgreement(sources: TimerSources, timer: OfAgreement, context: CommandContext): Promise<unknown> {
  const { targets, checkIns } = sources;
  const { at } = context;
  if (timer.type === 'completion') return decide(targets, timer, { type: 'complete', by: 'system', closingHeldOn: null, at }, context);
  const { people, ...around } = await surroundings(sources, timer.stream, at);
  if (timer.type === 'check-in') {
    return checkIns.open(people, async (lastSurveyOn) => {
      const open = checkInCommand(timer, at, { ...around, lastSurveyOn });
      return open && handleCommand(targets.checkIn, open.stream, open.command, context);
    });
  }
  const command = timer.type === 'ask' ? askCommand(timer, at, around) : stallCommand(at, around);
  return command && decide(targets, timer, command, context);
}

function decide({ agreement }: Targets, { stream }: OfAgreement, command: AgreementCommand, context: CommandContext): Promise<unknown> {
  return handleCommand(agreement, stream, command, context);
}

interface Found extends Surroundings {
  readonly people: readonly string[];
}

async function surroundings({ targets, calendars }: TimerSources, stream: string, at: string): Promise<Found> {
  const agreement = await stateOf(targets.agreement, stream);
  const people = agreement.status === 'none' ? [] : [agreement.pair.mentorId, agreement.pair.menteeId];
  return { agreement, people, calendarOf: await calendars.of(people, at), lastSurveyOn: () => null };
}
