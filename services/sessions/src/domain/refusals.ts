import { DomainError } from '@flipside/event-sourcing';

/** What is not yours and what does not exist read alike. */
export const notFound = (code: string): DomainError => new DomainError(code, 'There is nothing here for you under this id.');

/** The same words whether the pairing was paused by an exit, a block or a change of employment. */
export const notInForce = (): DomainError =>
  new DomainError('agreement-not-in-force', 'No agreement is in force: not both have signed it yet, or the programme paused it.');

export const sessionOver = (): DomainError =>
  new DomainError('session-over', 'The session was held, missed or cancelled: plan another.');
