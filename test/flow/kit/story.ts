import type { ServiceName } from '@flipside/contracts';
import { deriveId, handleCommand, type CommandTarget, type DomainEvent } from '@flipside/event-sourcing';
import { TARGETS as MATCHING, type Targets as MatchingTargets } from '@flipside/matching/targets';
import { TARGETS as PARTICIPANTS, type Targets as ParticipantsTargets } from '@flipside/participants/targets';
import { TARGETS as SESSIONS, type Targets as SessionsTargets } from '@flipside/sessions/targets';
import type { World } from './world.js';

const tokens = { participants: PARTICIPANTS, matching: MATCHING, sessions: SESSIONS, analytics: undefined };

export interface AllTargets {
  readonly participants: ParticipantsTargets;
  readonly matching: MatchingTargets;
  readonly sessions: SessionsTargets;
}


/** Commands given one after the other, each a minute later, to the services' own streams. */
export class Story {
  private given = 0;

  constructor(readonly world: World) {}

  /** The same name is the same id in every story. */
  id(name: string): string {
    return deriveId('story', name);
  }

  get now(): string {
    return this.world.now;
  }

  get today(): string {
    return this.world.now.slice(0, 10);
  }

  targets<S extends keyof AllTargets>(service: S): AllTargets[S] {
    return this.world.service(service as ServiceName).app.get<AllTargets[S]>(tokens[service]!);
  }

  /** A minute passes, then the command is given. */
  async give<C, E extends DomainEvent, S>(target: CommandTarget<C, E, S>, stream: string, command: NoInfer<C>): Promise<S> {
    const context = { commandId: this.id(`command ${++this.given}`), actor: { kind: 'system' as const }, at: this.now };
    const { state } = await handleCommand(target, stream, command, context);
    this.pass();
    return state;
  }

  pass(minutes = 1): void {
    this.world.now = new Date(Date.parse(this.world.now) + minutes * 60_000).toISOString();
  }
}
