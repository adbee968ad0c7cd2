import type { WeeklyAvailability } from '@flipside/contracts';
import type { HardConstraint } from '../../domain/constraints.js';
import type { Languages } from './languages.js';

/** What both sides have once a snapshot is read; computed once a person, not once a pair. */
export interface PreparedPerson {
  readonly personId: string;
  /** Place in the chain graph. */
  readonly node: number;
  /** 1–10; 0 is unknown. */
  readonly level: number;
  readonly siloId: string | null;
  readonly site: string | null;
  /** Minutes from UTC on the first day of the window; null where no zone is known. */
  readonly offset: number | null;
  readonly languages: Languages;
  readonly availability: WeeklyAvailability | null;
  /** What keeps this person out of every pair, most telling first. */
  readonly barred: readonly HardConstraint[];
}

/** A topic that somebody can teach: a skill at an effective 4 or 5, or a perspective. */
export interface Offer {
  readonly topic: string;
  readonly kind: 'skill' | 'perspective';
  /** 0–5, null for a perspective. */
  readonly level: number | null;
  readonly months: number | null;
}

export interface Wish {
  readonly topic: string;
  readonly kind: 'skill' | 'perspective';
  readonly priority: number;
  /** 0–5; null for a perspective, and for a skill where nobody says. */
  readonly level: number | null;
}

export interface Mentor extends PreparedPerson {
  readonly offers: ReadonlyMap<string, Offer>;
  readonly goalAreas: readonly string[];
  /** Places free, 0–2. */
  readonly slots: number;
  /** Offers and pairings that are open already: the next place is a second one if there is one. */
  readonly open: number;
  readonly ownChain: boolean;
}

export interface Mentee extends PreparedPerson {
  /** By priority. */
  readonly wishes: readonly Wish[];
  /** Career area ▸ years in it. */
  readonly background: ReadonlyMap<string, number>;
  /** 1, or 0 for a leader who has an offer or a pairing already. */
  readonly slots: number;
}
