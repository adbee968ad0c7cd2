import { deriveId, DomainError, type CommandContext, type KnownStream, type Position } from '@flipside/event-sourcing';
import type { PauseCause } from '@flipside/contracts';
import { inTurns } from '@flipside/service-kit';
import { pairingStream } from '../domain/pairing/events.js';
import type { PairingCommand } from '../domain/pairing/commands.js';
import type { PairingState } from '../domain/pairing/state.js';
import { brokenOn, type BrokenNow } from '../run/recheck.js';
import type { PairingDesk } from './pairing-desk.js';
import type { OpenRow } from '../read-models/pairings/pairings.queries.js';
import { isCovered, knownUpTo, loadFacts, type RecheckFacts, type RecheckSources } from './recheck-facts.js';

/** Causes that a later fact of HR may lift again. */
const liftable: ReadonlySet<PauseCause | null> = new Set<PauseCause>(['powerDistance', 'eligibility', 'leaver']);
/** Pairings that are decided on side by side: each is a stream of its own, and appends are written together. */
const AT_ONCE = 64;
/** Somebody else closed it meanwhile, or nobody is left whose key the cause could be sealed under. */
const expected: ReadonlySet<string> = new Set(['pairing-closed', 'pairing-not-found', 'subject-erased']);

/** Checks all open pairings again after facts of people changed. */
export class Recheck {
  /** The last check: facts up to here and of this day need no other one. */
  private last: { readonly upTo: Position; readonly on: string } | undefined;

  constructor(
    private readonly desk: PairingDesk,
    private readonly sources: RecheckSources,
  ) {}

  /** Whether a check covered already what was told at a position. A reorganisation tells thousands of facts at once. */
  covers(position: Position, on: string): boolean {
    return this.last?.on === on && isCovered(position, this.last.upTo);
  }

  /**
   * All pairings and offers that are open: those that break a rule rest, those that no longer do go on.
   * @param from the moment from which the facts hold: the pause carries it.
   */
  async all(from: string, context: CommandContext): Promise<void> {
    const on = context.at.slice(0, 10);
    const upTo = await knownUpTo(this.sources);
    const facts = await loadFacts(this.sources, on);
    const broken = brokenIn(facts, on);
    const wishes = facts.rows.flatMap((row) => commandsFor(row, broken.get(row.id) ?? [], { from, at: context.at, known: facts.known }));
    await inTurns(wishes, ({ pairingId }) => pairingId, AT_ONCE, (wish) => this.decide(wish, context));
    this.last = upTo && { upTo, on };
  }

  private async decide({ pairingId, name, command, known }: Wish, context: CommandContext): Promise<void> {
    const commandId = deriveId(context.commandId, pairingStream(pairingId), name);
    try {
      await this.desk.known(pairingId, command, { ...context, commandId }, known);
    } catch (error) {
      if (!(error instanceof DomainError) || !expected.has(error.code)) throw error;
    }
  }
}

function brokenIn({ pairs, rules, people }: RecheckFacts, on: string): ReadonlyMap<string, readonly BrokenNow[]> {
  const found = [...pairs].flatMap(([programmeId, open]) => {
    const rule = rules.get(programmeId);
    return rule ? brokenOn(people, open, rule, on) : open.map(({ pairingId }) => ({ pairingId, on, causes: ['eligibility'] as const }));
  });
  return new Map(found.map(({ pairingId, causes }) => [pairingId, causes]));
}

interface Wish {
  readonly pairingId: string;
  readonly name: string;
  readonly command: PairingCommand;
  readonly known: KnownStream<PairingState>;
}

interface Moment {
  readonly from: string;
  readonly at: string;
  readonly known: ReadonlySet<string>;
}

function commandsFor({ id, mentorId, menteeId, folded, streamRevision }: OpenRow, broken: readonly BrokenNow[], { from, at, known }: Moment): readonly Wish[] {
  const of = { pairingId: id, known: { state: folded, revision: BigInt(streamRevision) } };
  const causes = folded.status === 'paused' ? folded.causes : [];
  const about = [mentorId, menteeId].filter((person) => person !== null && known.has(person)) as string[];
  const pauses = broken.filter((cause) => !causes.includes(cause))
    .map((cause): Wish => ({ ...of, name: `pause ${cause}`, command: { type: 'pause', cause, from, at, about } }));
  const lifts = causes.filter((cause) => cause !== null && liftable.has(cause) && !broken.includes(cause as BrokenNow))
    .map((cause): Wish => ({ ...of, name: `lift ${cause}`, command: { type: 'lift', cause: cause!, holds: true, at, about } }));
  // An offer is over with the first.
  return folded.status === 'offered' ? pauses.slice(0, 1) : [...pauses, ...lifts];
}
