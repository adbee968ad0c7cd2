import { Inject, Injectable } from '@nestjs/common';
import {
  categoryOf, handleCommand, type CommandContext, type CommandResult, type CommandTarget, type DomainEvent,
} from '@flipside/event-sourcing';
import type { KeyStore } from '@flipside/privacy';
import { Answer, type Caller } from '@flipside/service-kit';
import { isConcealed } from '../domain/concealed.js';
import { dayOf } from '../domain/moments.js';
import { KEYS } from '../targets.js';
import { Receipt } from './shared.dto.js';

/** Makes requests into commands; those that must not name who acted are given a context that does not. */
@Injectable()
export class Handling {
  constructor(@Inject(KEYS) private readonly keys: KeyStore) {}

  /** @param body of the request, by which a repeat of a concealed command is compared. */
  async handle<C extends { readonly type: string }, E extends DomainEvent, S>(
    target: CommandTarget<C, E, S>,
    stream: string,
    command: C,
    caller: Caller,
    body: unknown = null,
  ): Promise<CommandResult<E, S>> {
    return handleCommand(target, stream, command, await this.contextOf(stream, command, caller, body));
  }

  /** Id of a new thing whose name must not be computed from who made it. */
  concealedId(caller: Caller, kind: string): string {
    return this.keys.hash.id(kind, caller.newId(kind));
  }

  private async contextOf(stream: string, command: { readonly type: string }, caller: Caller, body: unknown): Promise<CommandContext> {
    const category = categoryOf(stream);
    const context = await caller.command();
    const at = category === 'concern' ? dayOf(context.at) : context.at;
    if (!isConcealed(category, command)) return { ...context, at };
    const commandId = this.keys.hash.id('concealed command', context.commandId);
    // With the command's id in it: the digest of an empty body would be the same in everything one person does.
    const bodyDigest = await this.keys.bodyDigest(caller.principal.subject, { commandId, body });
    return { commandId, bodyDigest, actor: { kind: 'anonymous' }, at };
  }
}

/** An answer without a revision, where that would tell what another did before. */
export function quietly<B>(body: B, { position }: Pick<CommandResult<DomainEvent, unknown>, 'position'>, status = 200): Answer<B> {
  return new Answer(body, { position, status });
}

/** The usual answer of a command: the id, the revision and the position. */
export function receipt<E extends DomainEvent, S>(id: string, result: CommandResult<E, S>, status = 200): Answer<Receipt> {
  return new Answer<Receipt>({ id }, { revision: result.revision, position: result.position, status });
}
