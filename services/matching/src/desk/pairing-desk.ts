import { handleCommand, handleKnown, type CommandContext, type CommandResult, type CommandTarget, type KnownStream } from '@flipside/event-sourcing';
import type { Serial } from '@flipside/service-kit';
import type { PairingCommand } from '../domain/pairing/commands.js';
import { pairingStream, type PairingEvent } from '../domain/pairing/events.js';
import type { PairingState } from '../domain/pairing/state.js';
import type { PairingRow } from '../read-models/pairings/pairings.entity.js';
import { standingAgainst, type CheckSources, type Pair, type Standing } from './pair-check.js';

export type PairingTarget = CommandTarget<PairingCommand, PairingEvent, PairingState>;
export type PairingResult = CommandResult<PairingEvent, PairingState>;

/**
 * Where every decision that takes or keeps a place goes through, one after the other, each on read models that have reached
 * the log's end: so no two offers take one place, and no pairing outlives the fact that forbids it.
 */
export class PairingDesk {
  constructor(
    private readonly target: PairingTarget,
    private readonly sources: CheckSources,
    private readonly caughtUp: () => Promise<void>,
    /** Holds over all replicas. */
    private readonly queue: Serial,
  ) {}

  /**
   * Checks a pair and decides on it. @param decide makes the command of what stands against the pair now.
   * @param pair undefined where the two can't be named any more: then nothing holds.
   */
  decide(
    pairingId: string,
    pair: Pair | undefined,
    takesPlace: boolean,
    context: CommandContext,
    decide: (standing: Standing | undefined) => PairingCommand | undefined,
  ): Promise<PairingResult | undefined> {
    return this.queue.run(async () => {
      await this.caughtUp();
      const standing = pair ? await standingAgainst(this.sources, pair, context.at.slice(0, 10), takesPlace) : 'leaver';
      const command = decide(standing);
      return command && handleCommand(this.target, pairingStream(pairingId), command, context);
    });
  }

  /** Runs work that counts places, in the same queue; `propose` within it must not come back to the queue. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return this.queue.run(async () => {
      await this.caughtUp();
      return work();
    });
  }

  /** A decision that takes no place and that nothing stands against (a decline, a review, an ending). */
  plain(pairingId: string, command: PairingCommand, context: CommandContext): Promise<PairingResult> {
    return handleCommand(this.target, pairingStream(pairingId), command, context);
  }

  /** The same where a read model has the pairing's state: its stream is read only if it has gone on since. */
  known(pairingId: string, command: PairingCommand, context: CommandContext, known: KnownStream<PairingState>): Promise<PairingResult> {
    return handleKnown(this.target, pairingStream(pairingId), command, context, known);
  }

  /**
   * The same of what is done in the programme's name. @param decide makes the command of those of the pairing who are not erased: under
   * whose keys a cause can still be sealed.
   */
  async forProgramme(pairingId: string, decide: (about: readonly string[]) => PairingCommand, context: CommandContext): Promise<PairingResult> {
    const row = await this.sources.pairings.one(pairingId);
    const command = decide(await this.present(row));
    if (!row) return this.plain(pairingId, command, context);
    return this.known(pairingId, command, context, { state: row.folded, revision: BigInt(row.streamRevision) });
  }

  private async present(row: PairingRow | undefined): Promise<readonly string[]> {
    const ids = [row?.mentorId, row?.menteeId].filter((id) => typeof id === 'string');
    const known = await this.sources.people.many(ids);
    return ids.filter((id) => !(known.get(id)?.erased ?? true));
  }
}
