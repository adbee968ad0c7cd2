import { handleCommand, type CommandContext } from '@flipside/event-sourcing';
import type { Serial } from '@flipside/service-kit';
import type { AgreementCommand } from '../domain/agreement/commands.js';
import { agreementStream } from '../domain/agreement/events.js';
import type { AgreementState } from '../domain/agreement/state.js';
import { sessionStream } from '../domain/session/events.js';
import { sprintStream } from '../domain/sprint/events.js';
import { stateOf } from '../log.js';
import type { Sessions } from '../read-models/sessions/sessions.queries.js';
import type { Sprints } from '../read-models/sprints/sprints.queries.js';
import type { Targets } from '../targets.js';

/** What matching told of a pairing, as it touches what is planned. */
export interface Halt {
  readonly pairingId: string;
  /** What becomes of the agreement. */
  readonly agreement: AgreementCommand;
  /** The moment from which nothing takes place any more. */
  readonly from: string;
  /** Whether it is for good: then sprints are given up too. */
  readonly ends: boolean;
}

/**
 * Where everything that needs an agreement in force, and everything that ends one, goes through, one after the other: so
 * nothing is planned beside a pause that cancels what is ahead.
 */
export class SessionDesk {
  constructor(
    private readonly targets: Targets,
    private readonly sessions: Sessions,
    private readonly sprints: Sprints,
    private readonly caughtUp: () => Promise<void>,
    /** Holds over all replicas. */
    private readonly queue: Serial,
  ) {}

  /** Decides on the agreement as the log has it, while nobody else ends it. */
  plan<T>(pairingId: string, decide: (agreement: AgreementState) => Promise<T>): Promise<T> {
    return this.queue.run(async () => decide(await stateOf(this.targets.agreement, agreementStream(pairingId))));
  }

  /** Pauses or closes the agreement and cancels what is ahead, in the programme's name. */
  halt({ pairingId, agreement, from, ends }: Halt, contextFor: (stream: string) => CommandContext): Promise<void> {
    return this.queue.run(async () => {
      const stream = agreementStream(pairingId);
      await handleCommand(this.targets.agreement, stream, agreement, contextFor(stream));
      await this.caughtUp();
      for (const { id } of await this.sessions.plannedOf(pairingId)) {
        const context = contextFor(sessionStream(id));
        await handleCommand(this.targets.session, sessionStream(id), { type: 'cancel', by: 'programme', at: from }, context);
      }
      if (ends) await this.abandonSprints(pairingId, from, contextFor);
    });
  }

  private async abandonSprints(pairingId: string, at: string, contextFor: (stream: string) => CommandContext): Promise<void> {
    for (const { id } of await this.sprints.unfinishedOf(pairingId)) {
      const context = contextFor(sprintStream(id));
      await handleCommand(this.targets.sprint, sprintStream(id), { type: 'abandon', by: 'programme', at }, context);
    }
  }
}
