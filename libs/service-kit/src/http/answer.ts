import type { CommandResult, DomainEvent, Position } from '@flipside/event-sourcing';
import { formatPosition } from '@flipside/event-sourcing';

/** An answer with its headers: the revision becomes the ETag, the position the token to read this write by. */
export class Answer<Body> {
  constructor(
    readonly body: Body,
    readonly headers: { readonly revision?: bigint | string; readonly position?: Position; readonly status?: number } = {},
  ) {}
}

/** What a command answers: the body, the ETag of its stream, and the position to wait for. */
export function answered<Body, E extends DomainEvent, S>(body: Body, result: CommandResult<E, S>, status?: number): Answer<Body> {
  return new Answer(body, { revision: result.revision, position: result.position, status });
}

/** A row with the revision of its owning stream. */
export function found<Body extends { readonly revision: string }>(body: Body): Answer<Body> {
  return new Answer(body, { revision: body.revision });
}

/** `service:epoch:n`, for Flipside-Position and Flipside-Min-Position. */
export function positionToken(service: string, position: Position): string {
  return `${service}:${formatPosition(position)}`;
}
