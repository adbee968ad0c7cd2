import { canonicalJson } from '@flipside/privacy';
import type { RunRow } from '../read-models/runs/runs.entity.js';
import type { RunOptions } from '../run/breath.js';
import { compareArtefact, type Artefact, type Content } from '../run/artefact.js';
import { keyOfBody } from '../run/artefacts.js';
import { ENGINE_VERSION, match } from '../run/match.js';
import { verifyKept, type KeptRun } from '../run/verify.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { ArtefactName } from './artefact-rows.js';
import { contentsOf } from './outcome.js';

/** What a verification found. */
export interface Verified {
  /** `same` bytes; `hashes-only` where people were erased since or another version of the engine computed it; `differs`, and where. */
  readonly verdict: 'same' | 'hashes-only' | 'differs';
  /** Places in the artefacts, without naming anybody. */
  readonly differs: readonly string[];
  /** People whose inputs are gone. */
  readonly erased: number;
  readonly certificate: 'valid' | 'changed';
  /** Pairs of those who are left that the certificate's prices were held against. */
  readonly pairsChecked: number;
}

export interface ToVerify {
  readonly row: Pick<RunRow, 'requested' | 'hashes'>;
  readonly kept: KeptRun;
  /** The snapshot, built again from the events. */
  readonly rebuilt: Snapshot;
  /** Everybody who was erased, in it or not. */
  readonly gone: ReadonlySet<string>;
  /** People of it whose rows are gone. */
  readonly erased: number;
}

/**
 * Verifies a run in three ways: what is kept gives the hashes that the log holds; the events give what is kept; and
 * computing it again gives the same bytes; or once people were erased, or by another version of the engine, nobody who is left does
 * better by the certificate.
 *
 * @throws the signal's reason.
 */
export async function verifyRun({ row, kept, rebuilt, gone, erased }: ToVerify, options: RunOptions): Promise<Verified> {
  const { seed, whatIf, engineVersion } = row.requested;
  const without = whatIf?.without;
  const isAlike = erased === 0 && engineVersion === ENGINE_VERSION;
  const checked = await verifyKept(kept, row.hashes!, without, options);
  const outcome = await match(rebuilt, { seed, without, ...options });
  const contents = contentsOf(rebuilt, outcome);
  const differs = [
    ...checked.changed.map((name) => `${name}: rows and hashes`),
    ...differences('snapshot', kept.snapshot, contents.snapshot, gone),
    // What was found with people who are gone can't be found again without them, nor by an engine that finds or tells it otherwise.
    ...(!isAlike ? [] : [...differences('result', kept.result, contents.result, gone), ...differences('certificate', kept.certificate, contents.certificate, gone)]),
    ...(checked.certificateHolds ? [] : ['certificate: somebody would do better']),
  ];
  const certificate = checked.certificateHolds && !checked.changed.includes('certificate') ? 'valid' : 'changed';
  return { verdict: verdictOf(differs, isAlike), differs, erased, certificate, pairsChecked: checked.pairsChecked };
}

function verdictOf(differs: readonly string[], isAlike: boolean): Verified['verdict'] {
  if (differs.length > 0) return 'differs';
  return isAlike ? 'same' : 'hashes-only';
}

/** At most so many places are told. */
const MOST_TOLD = 100;

function differences(name: ArtefactName, kept: Artefact, made: Content, gone: ReadonlySet<string>): readonly string[] {
  const rows = made.rows.filter(({ about }) => !about.some((id) => gone.has(id)));
  const { changed, head } = compareArtefact(kept, { head: headOf(kept, made, gone), rows }, keyOfBody);
  const places = new Map(kept.rows.map(({ body }, at) => [keyOfBody(body), at]));
  const bodies = new Map(made.rows.map(({ key, body }) => [key, body]));
  const told = changed.slice(0, MOST_TOLD).map((key) => {
    const at = places.get(key);
    if (at === undefined) return `${name}: a row that is not kept`;
    const again = bodies.get(key);
    return again === undefined ? `${name}: row ${at} would not come out again` : `${name}: row ${at}, ${fieldsIn(kept.rows[at]!.body, again)}`;
  });
  const more = changed.length > told.length ? [`${name}: ${changed.length - told.length} more rows`] : [];
  return [...(head ? [`${name}: head`] : []), ...told, ...more];
}

/** Silos are counted over everybody employed: those who were erased since are not counted any more. */
function headOf(kept: Artefact, { head }: Content, gone: ReadonlySet<string>): unknown {
  if (gone.size === 0 || !hasSilos(head) || !hasSilos(kept.head)) return head;
  return head.silos < kept.head.silos ? { ...head, silos: kept.head.silos } : head;
}

function hasSilos(head: unknown): head is { readonly silos: number } {
  return typeof head === 'object' && head !== null && 'silos' in head;
}

/** Names of the innermost fields in which two values differ. */
function fieldsIn(one: unknown, other: unknown): string {
  const found: string[] = [];
  walk(one, other, '', found);
  return found.slice(0, 5).join(', ');
}

function walk(one: unknown, other: unknown, path: string, found: string[]): void {
  if (canonicalJson(one) === canonicalJson(other)) return;
  if (!isRecord(one) || !isRecord(other)) return void found.push(path);
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) walk(one[key], other[key], path === '' ? key : `${path}.${key}`, found);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
