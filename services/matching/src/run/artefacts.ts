import type { Snapshot, SnapshotPair, SnapshotPerson } from '../scoring/snapshot.js';
import type { Content, UnsaltedRow } from './artefact.js';
import { canonicalSnapshot, pairKey } from './canonical-snapshot.js';
import { asToldNow, type KeptReport } from './report.js';
import type { Proposal, RunResult, Unmatched } from './result.js';
import type { SolvedRun } from './solve-run.js';

/** A row of the snapshot: one person, or what is between two. */
export type SnapshotBody = { readonly person: SnapshotPerson } | { readonly pair: SnapshotPair };
export type ResultBody = { readonly proposal: Proposal } | { readonly alone: Unmatched };
export type CertificateBody = { readonly price: Price };
type Body = SnapshotBody | ResultBody | CertificateBody;

/** The snapshot as an artefact: each person's row is theirs, so that it can vanish and the rest still be verified. */
export function snapshotContent(snapshot: Snapshot): Content {
  const { people, pairs, ...head } = canonicalSnapshot(snapshot);
  const rows = [
    ...people.map((person): UnsaltedRow => row({ person }, [person.personId])),
    ...pairs.map((pair): UnsaltedRow => row({ pair }, [pair.mentorId, pair.menteeId])),
  ];
  return { head, rows };
}

export function resultContent({ proposals, unmatched, ...head }: RunResult): Content {
  const rows = [
    ...proposals.map((proposal) => row({ proposal }, [proposal.mentorId, proposal.menteeId])),
    ...unmatched.map((alone) => row({ alone }, [alone.personId])),
  ];
  return { head, rows };
}

/** The prices of one leader, or of one place of a mentor, by stage. */
export interface Price {
  readonly personId: string;
  /** Name of the place; absent for a leader. */
  readonly place?: string;
  readonly prices: readonly number[];
}

/**
 * The certificate as an artefact, a row for everybody who has a price: with the snapshot's rows it proves the optimum, and
 * without those of erased people still that nobody who is left could do better among themselves.
 */
export function certificateContent({ field, scores: { places }, solution: { certificate } }: SolvedRun): Content {
  const { version, seed, stages } = certificate;
  const leaders = field.mentees.map(({ personId }, at): Price => ({ personId, prices: stages.map(({ u }) => u[at]!) }));
  const mentors = places.keys.map((place, at): Price => ({
    personId: field.mentors[places.mentorOf[at]!]!.personId, place, prices: stages.map(({ v }) => v[at]!),
  }));
  const head = { version, seed, stages: stages.map(({ stage, value }) => ({ stage, value: String(value) })) };
  return { head, rows: [...leaders, ...mentors].map((price) => row({ price }, [price.personId])) };
}

/** Names a row of any of the three. */
export function keyOfBody(unknownBody: unknown): string {
  const body = unknownBody as Body;
  if ('person' in body) return `person ${body.person.personId}`;
  if ('pair' in body) return `pair ${pairKey(body.pair)}`;
  if ('proposal' in body) return `proposal ${body.proposal.menteeId}`;
  if ('price' in body) return `price ${body.price.place ?? body.price.personId}`;
  return `alone ${body.alone.role} ${body.alone.personId}`;
}

/** A snapshot again from its rows; those of erased people are missing. */
export function snapshotFrom(head: unknown, bodies: readonly SnapshotBody[]): Snapshot {
  const people = bodies.flatMap((body) => ('person' in body ? [body.person] : []));
  const pairs = bodies.flatMap((body) => ('pair' in body ? [body.pair] : []));
  return canonicalSnapshot({ ...(head as Omit<Snapshot, 'people' | 'pairs'>), people, pairs });
}

export function resultFrom(head: unknown, bodies: readonly ResultBody[]): RunResult {
  const proposals = bodies.flatMap((body) => ('proposal' in body ? [body.proposal] : []));
  const unmatched = bodies.flatMap((body) => ('alone' in body ? [body.alone] : []));
  const { report, ...rest } = head as Omit<RunResult, 'proposals' | 'unmatched' | 'report'> & { readonly report: KeptReport };
  return { ...rest, report: asToldNow(report), proposals, unmatched };
}

function row(body: Body, about: readonly string[]): UnsaltedRow {
  return { key: keyOfBody(body), about, body };
}
