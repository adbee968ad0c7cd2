import type { AllFacts, PublicContract, PublicFact, SealedContract, SealedFact, StreamFacts } from '../facts/fact.js';
import { mergersOf, type Merged } from '../facts/humans.js';
import { byCategory, remember } from '../facts/remember.js';

type DataOf<C extends { type: string }, T extends C['type']> = Extract<C, { type: T }> extends { data: infer D } ? D : never;

/** Contracts written down by specs; gives the rows that the read model would hold. Audience by audience, stream by stream. */
export class FactBook {
  readonly #public = new Map<string, StreamFacts<PublicFact>>();
  readonly #sealed = new Map<string, StreamFacts<SealedFact>>();

  /** `at` is a day or an instant. */
  tell<T extends PublicContract['type']>(stream: string, type: T, at: string, data: DataOf<PublicContract, T>): this {
    const row = this.#public.get(stream);
    this.#public.set(stream, remember(row, envelope('public', stream, type, at, data, row?.facts.length) as PublicContract));
    return this;
  }

  tellSealed<T extends SealedContract['type']>(stream: string, type: T, at: string, data: DataOf<SealedContract, T>): this {
    const row = this.#sealed.get(stream);
    this.#sealed.set(stream, remember(row, envelope('sealed', stream, type, at, data, row?.facts.length) as SealedContract));
    return this;
  }

  facts(): AllFacts & Merged {
    const sealed = byCategory(this.#sealed.values());
    return { public: byCategory(this.#public.values()), sealed, mergers: mergersOf(sealed) };
  }
}

function envelope(audience: 'public' | 'sealed', stream: string, type: string, at: string, data: unknown, revision = 0): unknown {
  const instant = at.length === 10 ? `${at}T09:00:00Z` : at;
  return {
    id: `${stream}/${revision}`,
    service: 'sessions',
    audience,
    stream,
    type,
    data,
    at: instant,
    revision: BigInt(revision),
    position: { epoch: 0, n: BigInt(revision) },
  };
}
