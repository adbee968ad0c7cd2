import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Contract, ContractDefinition, Received, ServiceName } from '@flipside/contracts';
import { coalesced } from '../keys/coalesced.js';
import { MAX_TTL_MS } from '../keys/key-cache.js';
import { KeysUnavailable } from '../key-ring.js';
import { openSections } from '../sealing/sections.js';
import { TtlMap } from '../ttl-map.js';
import { MAX_RELEASED, type ReleasedKey, type ReleasedKeys } from './released.js';

/** Asks the owner for keys by id, at most MAX_RELEASED at once. Rejects when it does not answer. */
export type FetchKeys = (owner: ServiceName, ids: readonly string[]) => Promise<ReleasedKeys>;

export interface OpenerOptions {
  readonly fetchKeys: FetchKeys;
  /** Machine time in milliseconds that an answer of an owner holds; at most and by default 60,000. With 0 it is asked each time. */
  readonly ttlMs?: number;
  /** Most answers held in memory; 20,000 when not given. They are never stored. */
  readonly maxKeys?: number;
  /** Machine time in milliseconds. */
  readonly now?: () => number;
  /** The sealed contracts that are consumed, so that a sealed field that was left out reads as null too. */
  readonly definitions?: Partial<Record<ServiceName, Readonly<Record<string, ContractDefinition>>>>;
}

type Known = KeyObject | 'refused' | 'gone';

/**
 * Opens the sealed sections of received contracts, asking each owner once a batch. A field whose key is destroyed or not
 * granted is null.
 *
 * The function it gives throws KeysUnavailable, a transient fault, when an owner does not answer (the consumer waits), and
 * SealBroken for a section that was changed on its way.
 */
export function createOpener(options: OpenerOptions): (contracts: readonly Contract[]) => Promise<readonly Received[]> {
  const ttlMs = options.ttlMs ?? MAX_TTL_MS;
  if (ttlMs > MAX_TTL_MS) throw new RangeError(`keys are cached at most ${MAX_TTL_MS} ms, not ${ttlMs}`);
  const now = options.now ?? (() => performance.now());
  const known = ttlMs === 0 ? undefined : new TtlMap<Known>(options.maxKeys ?? 20_000, ttlMs, now);
  const owners = new Map<ServiceName, (ids: readonly string[]) => Promise<readonly Known[]>>();
  const ask = async (owner: ServiceName, ids: readonly string[]): Promise<readonly Known[]> => {
    if (!owners.has(owner)) owners.set(owner, coalesced((wanted) => fetchAll(options.fetchKeys, owner, wanted)));
    return owners.get(owner)!(ids);
  };
  return async (contracts) => {
    const keys = new Map<string, Known>();
    const askedAt = now();
    await Promise.all([...Map.groupBy(contracts, (contract) => contract.service)].map(async ([owner, theirs]) => {
      const missing: string[] = [];
      for (const id of keyIdsOf(theirs)) {
        const key = known?.get(id);
        if (key) keys.set(id, key);
        else missing.push(id);
      }
      if (missing.length === 0) return;
      const answers = await ask(owner, missing);
      missing.forEach((id, index) => {
        keys.set(id, answers[index]!);
        known?.set(id, answers[index]!, askedAt);
      });
    }));
    return contracts.map((contract) => received(contract, keys, options.definitions?.[contract.service]?.[contract.type]));
  };
}

function keyIdsOf(contracts: readonly Contract[]): ReadonlySet<string> {
  return new Set(contracts.flatMap(({ sealed = [] }) => sealed.flatMap((section) => section.keys)));
}

async function fetchAll(fetchKeys: FetchKeys, owner: ServiceName, ids: readonly string[]): Promise<readonly Known[]> {
  const wanted = [...new Set(ids)];
  const known = new Map<string, Known>();
  for (let from = 0; from < wanted.length; from += MAX_RELEASED) {
    const page = wanted.slice(from, from + MAX_RELEASED);
    const answer = await fetchKeys(owner, page).catch((error: unknown) => {
      throw new KeysUnavailable(`${owner} does not hand out keys just now`, { cause: error });
    });
    for (const id of page) known.set(id, knownOf(owner, answer.get(id)));
  }
  return ids.map((id) => known.get(id)!);
}

function knownOf(owner: ServiceName, answer: ReleasedKey | undefined): Known {
  if (answer === undefined) throw new KeysUnavailable(`${owner} did not answer about every key`);
  return typeof answer === 'string' ? answer : createSecretKey(answer);
}

function received(contract: Contract, keys: ReadonlyMap<string, Known>, definition: ContractDefinition | undefined): Received {
  const { sealed = [], ...rest } = contract;
  const missing = Object.fromEntries(Object.keys(definition?.sealed?.properties ?? {}).map((field) => [field, null]));
  const opened = openSections(contract.type, sealed, (id) => {
    const key = keys.get(id);
    return typeof key === 'string' ? undefined : key;
  });
  return { ...rest, data: { ...missing, ...contract.data, ...opened } };
}
