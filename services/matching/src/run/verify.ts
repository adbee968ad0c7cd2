import type { StageName } from '@flipside/assignment';
import type { HardConstraint } from '../domain/constraints.js';
import type { RunHashes } from '../domain/match-run/events.js';
import { fieldOf } from '../scoring/pairs/field.js';
import { checkArtefact, type Artefact } from './artefact.js';
import { snapshotFrom, type CertificateBody, type SnapshotBody } from './artefacts.js';
import type { RunOptions } from './breath.js';
import { Crew } from './crew/crew.js';
import { pairSource } from './pair-source.js';
import { placesOf } from './places.js';
import { pricing } from './pricing.js';
import { placeScores } from './to-problem.js';

export interface KeptRun {
  readonly snapshot: Artefact;
  readonly result: Artefact;
  readonly certificate: Artefact;
  /** People in the snapshot when it was taken. */
  readonly people: number;
}

export interface Verification {
  /** All three artefacts give the hashes that the log holds. */
  readonly intact: boolean;
  /** Those that don't. */
  readonly changed: readonly ('snapshot' | 'result' | 'certificate')[];
  /** People whose inputs are gone by erasure. */
  readonly peopleGone: number;
  /** No two people who are left would be better off by the prices of the certificate. */
  readonly certificateHolds: boolean;
  readonly pairsChecked: number;
}

/**
 * Verifies what is kept of a run, without the events: also after people in it were erased.
 *
 * @param without what a what-if run set aside.
 */
export async function verifyKept(kept: KeptRun, hashes: RunHashes, without?: HardConstraint, options: RunOptions = {}): Promise<Verification> {
  const { snapshot, certificate, people } = kept;
  const names = ['snapshot', 'result', 'certificate'] as const;
  const changed = names.filter((name) => kept[name].hash !== hashes[`${name}Hash`] || !checkArtefact(kept[name]).intact);
  const intact = changed.length === 0;
  const bodies = snapshot.rows.map(({ body }) => body as SnapshotBody);
  const left = bodies.filter((body) => 'person' in body).length;
  return { intact, changed, peopleGone: people - left, ...(await holdsAmong(snapshot.head, bodies, certificate, { ...options, without })) };
}

interface CertificateHead {
  readonly seed: number;
  readonly stages: readonly { readonly stage: StageName }[];
}

/** Holds the kept prices against all pairs of those who are left; chains through erased people are unknown and left out. */
async function holdsAmong(head: unknown, bodies: readonly SnapshotBody[], certificate: Artefact, { without, ...options }: RunOptions & { readonly without?: HardConstraint }) {
  const field = fieldOf(snapshotFrom(head, bodies), without);
  const scores = placeScores(field, placesOf(field));
  const prices = new Map(certificate.rows.map(({ body }) => {
    const { price } = body as CertificateBody;
    return [price.place ?? price.personId, price.prices];
  }));
  const { seed, stages } = certificate.head as CertificateHead;
  const of = (keys: readonly string[], at: number): Float64Array =>
    Float64Array.from(keys, (key) => prices.get(key)?.[at] ?? -Number.MAX_SAFE_INTEGER);
  const rowKeys = field.mentees.map(({ personId }) => personId);
  const columnKeys = scores.places.keys;
  const shape = { rows: rowKeys.length, columns: columnKeys.length, rowKeys, columnKeys };
  const priced = stages.map(({ stage }, at) => ({ stage, value: 0n, u: of(rowKeys, at), v: of(columnKeys, at) }));
  options.signal?.throwIfAborted();
  return Crew.with(field.mentees.length, undefined, async (crew) => {
    const source = await pairSource(field, { perMentee: 1, perMentor: 1 }, { crew, ...options });
    const missed = await pricing(source, scores, shape, seed)({ version: 1, seed, stages: priced }, { crew, ...options });
    return { certificateHolds: missed.mentor.length === 0, pairsChecked: source.pairs };
  });
}
