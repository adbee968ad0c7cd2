import { DomainError } from '@flipside/event-sourcing';
import { employment as employmentSchema, faultsOf, type Employment, type ExitReason } from '@flipside/contracts';
import { Compile } from 'typebox/compile';
import { sameContent } from '../same-content.js';
import type { PersonCommand, RecordEmployment } from './commands.js';
import { contradictionAdvice, contradictionIn } from './contradictions.js';
import type { PersonEvent } from './events.js';
import { employmentOn, type Employed, type Left, type PersonState } from './state.js';

/** Compiled once, since a file has a hundred thousand of them. */
const isEmployment = Compile(employmentSchema);

type EndEmployment = Extract<PersonCommand, { type: 'EndEmployment' }>;

/** What follows from a statement of HR, by what is known already. @throws DomainError where it contradicts itself. */
export function decideEmployment(command: RecordEmployment, state: PersonState): readonly PersonEvent[] {
  checkEmployment(command);
  switch (state.status) {
    case 'none':
      return register(command);
    case 'merged':
      throw new DomainError('person-merged', 'This number was merged into another person: HR should stop sending it.', {
        survivorId: state.survivorId,
      });
    case 'erased':
      throw new DomainError('erased-number', 'This person was erased: only an employment that starts later begins anew.');
    default:
      return isOld(command, state) ? [] : update(command, state);
  }
}

/** The end of an employment that was announced, once its last day is over; nothing where HR thought better of it. */
export function endIfOver({ personId, on }: EndEmployment, state: Employed | Left): readonly PersonEvent[] {
  if (state.status === 'left') return [];
  const employment = employmentOn(state.facts, on)?.employment;
  if (!employment?.endsOn || employment.endsOn >= on) return [];
  return [leaving(personId, employment.endsOn, employment.exitReason, null)];
}

function register(command: RecordEmployment): readonly PersonEvent[] {
  if (command.employment.status === 'left') return [];
  const { personId, generation, key } = command;
  if (generation > 0) mustStartAfterErasure(command);
  return [{ type: 'PersonRegistered', data: { personId, generation, key } }, changed(command)];
}

function mustStartAfterErasure({ employment, previousErasedOn }: RecordEmployment): void {
  if (previousErasedOn && employment.startsOn && employment.startsOn > previousErasedOn) return;
  throw new DomainError('erased-number', 'This number was erased: only an employment that starts after that begins anew.');
}

/** An older statement never overrides a newer one, and the same one says nothing twice. */
function isOld({ origin, confirmedAsOf }: RecordEmployment, state: Employed | Left): boolean {
  if (confirmedAsOf && origin.asOf < confirmedAsOf) return true;
  if (state.asOf === null) return false;
  return origin.asOf < state.asOf || (origin.asOf === state.asOf && state.digests.includes(origin.digest));
}

function update(command: RecordEmployment, state: Employed | Left): readonly PersonEvent[] {
  const { personId, employment, effectiveOn, origin } = command;
  if (state.status === 'left') return rehire(command, state);
  if (employment.status === 'left') return [leaving(personId, employment.endsOn ?? effectiveOn, employment.exitReason, origin)];
  return saysNothingNew(command, state) ? [] : [changed(command)];
}

/** A statement made for a day before the leaving says nothing against it, however late it comes. */
function rehire(command: RecordEmployment, { leftOn }: Left): readonly PersonEvent[] {
  const { personId, employment, effectiveOn, origin } = command;
  const last = leftOn ?? '';
  const startsAnew = employment.startsOn !== null && employment.startsOn > last;
  if (employment.status === 'left' || !(startsAnew || origin.asOf > last)) return [];
  const from = startsAnew ? employment.startsOn : effectiveOn;
  return [{ type: 'PersonRehired', data: { personId, effectiveOn: from } }, changed(command)];
}

function saysNothingNew({ identity, employment, effectiveOn }: RecordEmployment, state: Employed): boolean {
  const before = employmentOn(state.facts, effectiveOn)?.employment;
  return sameContent(before, employment) && sameContent(state.identity, identity);
}

function changed({ personId, effectiveOn, employment, reason, identity, origin }: RecordEmployment): PersonEvent {
  return { type: 'EmploymentChanged', data: { personId, effectiveOn, employment, reason, identity, origin } };
}

function leaving(
  personId: string,
  effectiveOn: string,
  reason: ExitReason | null,
  origin: RecordEmployment['origin'] | null,
): PersonEvent {
  return { type: 'PersonLeft', data: { personId, effectiveOn, reason: reason ?? 'unknown', origin } };
}

/** @throws DomainError for what no state of the person could make right. */
function checkEmployment({ personId, employment, effectiveOn, origin, above }: RecordEmployment): void {
  const faults = isEmployment.Check(employment) ? [] : faultsOf(employmentSchema, employment);
  if (faults.length > 0) throw new DomainError('employment-invalid', 'Some of the employment is not as it must be.', { faults });
  const found = contradictionIn(employment, effectiveOn > origin.asOf ? effectiveOn : origin.asOf);
  if (found) throw new DomainError(found.code, contradictionAdvice[found.code], { field: found.field });
  checkManagers(personId, employment, above ?? []);
}

function checkManagers(personId: string, { managers, topOfTree }: Employment, above: readonly string[]): void {
  if (managers.line === personId || above.includes(personId)) {
    throw new DomainError('manager-cycle', 'This person would stand above themselves: correct the line manager.');
  }
  if (topOfTree && managers.line !== null) {
    throw new DomainError('top-of-tree-has-manager', 'The top of the tree has no line manager: correct one of the two.');
  }
}
