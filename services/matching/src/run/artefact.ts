import { createHash } from 'node:crypto';
import { canonicalJson } from '@flipside/privacy/canonical-json';

/** One row of an artefact: kept sealed under the keys of all whom it is about, so that an erasure takes it away. */
export interface ArtefactRow {
  /** Ids of the people whom it is about; one of them gone, the row is gone. */
  readonly about: readonly string[];
  /** Kept in the sealed row alone: without it nobody can try out what an erased row may have said. */
  readonly salt: string;
  readonly body: unknown;
}

/** A large result outside the log, addressed by its hash: a head that says nothing of a person, and rows. */
export interface Artefact {
  readonly head: unknown;
  readonly rows: readonly ArtefactRow[];
  /** Hashes of the rows in ascending order, which is not theirs: they stay when rows go. */
  readonly leaves: readonly string[];
  /** SHA-256 over head and leaves, in hex. */
  readonly hash: string;
}

/** What a row is named by for its salt: the same at every computation. */
export interface UnsaltedRow {
  readonly key: string;
  readonly about: readonly string[];
  readonly body: unknown;
}

/**
 * The same bytes for the same content. @param saltOf a secret of each row, at least 128 bits: random when the artefact is made,
 * that of the kept row when it is made again; undefined leaves the row out (its person was erased).
 */
export function artefactOf(head: unknown, rows: readonly UnsaltedRow[], saltOf: (key: string) => string | undefined): Artefact {
  const salted = rows.flatMap(({ key, about, body }): ArtefactRow[] => {
    const salt = saltOf(key);
    return salt === undefined ? [] : [{ about, salt, body }];
  });
  const leaves = salted.map(leafOf).sort();
  return { head, rows: salted, leaves, hash: rootOf(head, leaves) };
}

export function leafOf({ salt, body }: Pick<ArtefactRow, 'salt' | 'body'>): string {
  return sha256(`${salt}\n${canonicalJson(body)}`);
}

export function rootOf(head: unknown, leaves: readonly string[]): string {
  return sha256(`${canonicalJson(head)}\n${leaves.join('\n')}`);
}

export interface ArtefactCheck {
  /** Head and leaves give the hash, and every row that is left is one of the leaves. */
  readonly intact: boolean;
  /** Rows that are gone because somebody whom they were about was erased. */
  readonly gone: number;
}

/** Checks what is kept of an artefact: rows of erased people are missing, their leaves are not. */
export function checkArtefact({ head, leaves, hash, rows }: Artefact): ArtefactCheck {
  const left = new Set(leaves);
  const known = rows.every((row) => left.delete(leafOf(row)));
  return { intact: known && rootOf(head, leaves) === hash, gone: leaves.length - rows.length };
}

export interface Difference {
  /** Rows that are kept but would not come out again, by their key, and rows that would come out but are not kept. */
  readonly changed: readonly string[];
  readonly head: boolean;
}

/** What a computation gives before its rows are salted. */
export interface Content {
  readonly head: unknown;
  readonly rows: readonly UnsaltedRow[];
}

/** Compares what is kept with what a new computation gives: the same bytes, or where not. */
export function compareArtefact(kept: Artefact, made: Content, keyOf: KeyOf): Difference {
  const salts = new Map(kept.rows.map((row) => [keyOf(row.body), row.salt]));
  const leaves = new Set(kept.leaves);
  const changed: string[] = [];
  for (const { key, body } of made.rows) {
    const salt = salts.get(key);
    salts.delete(key);
    if (salt === undefined || !leaves.has(leafOf({ salt, body }))) changed.push(key);
  }
  return { changed: [...changed, ...salts.keys()].sort(), head: canonicalJson(kept.head) !== canonicalJson(made.head) };
}

/** Names a row by its body, as it was named when it was made. */
export type KeyOf = (body: unknown) => string;

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
