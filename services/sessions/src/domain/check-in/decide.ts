import type { AskedInstrument } from '@flipside/contracts';
import { DomainError, never, type Decider } from '@flipside/event-sourcing';
import { daysFrom, dayOf, isAfter } from '../moments.js';
import { notFound } from '../refusals.js';
import type { CheckInEvent, Respondent, Round } from './events.js';

/** Days between two surveys of one person, over all programmes. */
export const SURVEY_DAYS = 30;
const MOST_UNITS = 50;

interface Known {
  readonly round: Round;
  readonly respondents: readonly Respondent[];
  readonly items: readonly string[];
  readonly asksUnits: boolean;
  readonly closesAt: string;
  /** Null: erased since. */
  readonly answered: readonly (string | null)[];
}
export type CheckInState = { readonly status: 'none' } | (Known & { readonly status: 'open' | 'closed' });

/** `at` is an instant of business time, ISO 8601 in UTC. */
export type CheckInCommand =
  | (Round & {
      readonly type: 'open';
      readonly instruments: readonly AskedInstrument[];
      readonly asksUnits: boolean;
      /** `lastSurveyOn`: day of the latest survey of that person in any programme. */
      readonly respondents: readonly (Respondent & { readonly lastSurveyOn: string | null })[];
      readonly closesAt: string;
      readonly at: string;
    })
  | {
      readonly type: 'answer';
      readonly by: string;
      /** 1–5 by item; null or absent: left out. */
      readonly answers: Readonly<Record<string, number | null>>;
      readonly units: readonly string[] | null;
      readonly comment: string | null;
      readonly at: string;
    }
  | { readonly type: 'close'; readonly at: string };

type CommandOf<T extends CheckInCommand['type']> = Extract<CheckInCommand, { type: T }>;
type Events = readonly CheckInEvent[];

function decide(command: CheckInCommand, state: CheckInState): Events {
  switch (command.type) {
    case 'open':
      return state.status === 'none' ? open(command) : [];
    case 'answer':
      return answer(command, state);
    case 'close':
      return close(command, state);
    default:
      return never(command);
  }
}

/** Who was asked too short a time ago is left out. */
function open(command: CommandOf<'open'>): Events {
  const { instruments, asksUnits, closesAt, at } = command;
  const openedOn = dayOf(at);
  const items = itemsOf(instruments);
  if (items.length === 0) throw new DomainError('instrument-missing', 'Name at least one instrument with its items.');
  if (new Set(items).size < items.length) throw new DomainError('item-twice', 'Two instruments share an item.');
  if (!isAfter(closesAt, at)) throw new DomainError('closes-before-it-opens', 'Give a closing time that is ahead.');
  const respondents = command.respondents
    .filter(({ lastSurveyOn }) => lastSurveyOn === null || daysFrom(lastSurveyOn, openedOn) >= SURVEY_DAYS)
    .map(({ personId, role }) => ({ personId, role }));
  if (respondents.length === 0) {
    throw new DomainError('survey-too-soon', `Everybody was asked within the last ${SURVEY_DAYS} days: open it later.`);
  }
  return [
    { type: 'CheckInOpened', data: { ...roundOf(command), instruments, asksUnits, respondents, openedOn, closesAt } },
  ];
}

function answer(command: CommandOf<'answer'>, state: CheckInState): Events {
  if (state.status === 'none') throw notFound('check-in-not-found');
  const asked = state.respondents.find(({ personId }) => personId === command.by);
  if (!asked) throw notFound('check-in-not-found');
  if (state.status === 'closed' || isAfter(command.at, state.closesAt)) {
    throw new DomainError('check-in-closed', 'The time to answer is over.');
  }
  if (state.answered.includes(command.by)) throw new DomainError('already-answered', 'You answered this round.');
  checkAnswers(command, state);
  const answers = Object.fromEntries(state.items.map((item) => [item, command.answers[item] ?? null]));
  const { personId: respondentId, role } = asked;
  const { units, comment } = command;
  return [{ type: 'CheckInAnswered', data: { ...state.round, respondentId, role, answers, units, comment } }];
}

function checkAnswers({ answers, units }: CommandOf<'answer'>, state: Known): void {
  if (!Object.keys(answers).every((item) => state.items.includes(item))) throw unknownItem();
  const given = Object.values(answers).filter((value) => value !== null);
  if (given.length === 0) throw new DomainError('answers-missing', 'Answer at least one item.');
  if (!given.every((value) => Number.isInteger(value) && value >= 1 && value <= 5)) {
    throw new DomainError('answer-out-of-range', 'Answers are whole numbers from 1 to 5.');
  }
  if (units !== null) checkUnits(units, state);
}

function checkUnits(units: readonly string[], state: Known): void {
  if (!state.asksUnits) throw unknownItem();
  if (units.length > MOST_UNITS) throw new DomainError('units-too-many', `Name at most ${MOST_UNITS} units.`);
}

const unknownItem = (): DomainError => new DomainError('unknown-item', 'An answer is to an item that this round does not ask.');

/** Never earlier, even when all have answered: an early closing would tell each of two that the other has. */
function close({ at }: CommandOf<'close'>, state: CheckInState): Events {
  if (state.status !== 'open' || isAfter(state.closesAt, at)) return [];
  return [{ type: 'CheckInClosed', data: state.round }];
}

function roundOf({ checkInId, pairingId, programmeId, cohort, round, occasion }: Round): Round {
  return { checkInId, pairingId, programmeId, ...(cohort === undefined ? {} : { cohort }), round, occasion };
}

const itemsOf = (instruments: readonly AskedInstrument[]): readonly string[] =>
  instruments.flatMap(({ items }) => items.map(({ item }) => item));

function evolve(state: CheckInState, event: CheckInEvent): CheckInState {
  if (event.type === 'CheckInOpened') {
    const { instruments, asksUnits, respondents, closesAt } = event.data;
    const items = itemsOf(instruments);
    return { status: 'open', round: roundOf(event.data), respondents, items, asksUnits, closesAt, answered: [] };
  }
  if (state.status === 'none') return state;
  if (event.type === 'CheckInClosed') return { ...state, status: 'closed' };
  return { ...state, answered: [...state.answered, event.data.respondentId] };
}

export const checkInDecider: Decider<CheckInCommand, CheckInEvent, CheckInState> = {
  initial: { status: 'none' },
  decide,
  evolve,
};
