import type { Absent } from './pricing.js';
import type { SolvedRun } from './solve-run.js';

/** One offer or pairing, in whatever programme. Ids are null once the person was erased. */
export interface PairSoFar {
  readonly mentorId: string | null;
  readonly menteeId: string | null;
  /** `offered`, `active` and `paused` take a place. */
  readonly status: string;
}

/** What became of all offers and pairings so far. */
export interface PairsSoFar {
  readonly pairs: readonly PairSoFar[];
  /** Kept apart, whichever of the two is the mentor. */
  readonly blocks: readonly (readonly [string, string])[];
}

const OPEN: ReadonlySet<string> = new Set(['offered', 'active', 'paused']);

/** Who waits, which places are free, and which pairs are not offered (again), by the numbers of a run. */
export class Standing {
  private readonly taken: Int32Array;
  private readonly busy: Uint8Array;
  /** Numbers of mentors closed to each leader. */
  private readonly closed = new Map<number, Set<number>>();

  constructor(
    private readonly run: SolvedRun,
    so: PairsSoFar,
  ) {
    const { mentors, mentees } = run.field;
    this.taken = new Int32Array(mentors.length);
    this.busy = new Uint8Array(mentees.length);
    const mentorAt = new Map(mentors.map(({ personId }, at) => [personId, at]));
    const menteeAt = new Map(mentees.map(({ personId }, at) => [personId, at]));
    const close = (mentorId: string | null, menteeId: string | null): void => {
      this.close(mentorAt.get(mentorId ?? ''), menteeAt.get(menteeId ?? ''));
    };
    for (const { mentorId, menteeId, status } of so.pairs) {
      close(mentorId, menteeId);
      // Never both ways while it lasts, and an ending without completion keeps the two apart.
      if (status !== 'completed') close(menteeId, mentorId);
      if (OPEN.has(status)) this.occupy(mentorAt.get(mentorId ?? ''), menteeAt.get(menteeId ?? ''));
    }
    for (const [one, other] of so.blocks) {
      close(one, other);
      close(other, one);
    }
  }

  private close(mentor: number | undefined, mentee: number | undefined): void {
    if (mentor === undefined || mentee === undefined) return;
    const known = this.closed.get(mentee);
    if (known) known.add(mentor);
    else this.closed.set(mentee, new Set([mentor]));
  }

  private occupy(mentor: number | undefined, mentee: number | undefined): void {
    if (mentor !== undefined) this.taken[mentor]!++;
    if (mentee !== undefined) this.busy[mentee] = 1;
  }

  isFreeRow(row: number): boolean {
    return this.busy[row] === 0;
  }

  /** A mentor's open offers take the first places; the next one offered is the one after them. */
  isFreePlace(place: number): boolean {
    const { mentorOf, firstOf } = this.run.scores.places;
    const mentor = mentorOf[place]!;
    return place - firstOf[mentor]! >= this.taken[mentor]!;
  }

  isClosed(mentor: number, row: number): boolean {
    return this.closed.get(row)?.has(mentor) ?? false;
  }

  /** Who does not wait, and which places are taken; and how many mentors are closed to one leader at most. */
  absent(): Absent {
    return {
      rows: Array.from(this.busy.keys()).filter((row) => this.busy[row] !== 0),
      places: Array.from(this.run.scores.places.mentorOf.keys()).filter((place) => !this.isFreePlace(place)),
      passedOver: [...this.closed.values()].reduce((most, mentors) => Math.max(most, mentors.size), 0),
    };
  }

  /** Numbers of mentors whose places, and of leaders whose pairs, are not as they were. */
  changesFrom(before: Standing): { readonly mentors: readonly number[]; readonly mentees: readonly number[] } {
    const mentors = Array.from(this.taken.keys()).filter((at) => this.taken[at] !== before.taken[at] && this.run.scores.places.firstOf[at]! >= 0);
    const mentees = Array.from(this.busy.keys()).filter((at) =>
      this.busy[at] !== before.busy[at] || (this.busy[at] === 0 && !sameSet(this.closed.get(at), before.closed.get(at))));
    return { mentors, mentees };
  }
}

function sameSet(one: ReadonlySet<number> | undefined, other: ReadonlySet<number> | undefined): boolean {
  if (!one || !other) return (one?.size ?? 0) === (other?.size ?? 0);
  return one.size === other.size && [...one].every((item) => other.has(item));
}
