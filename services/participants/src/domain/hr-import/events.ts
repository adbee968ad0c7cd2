import type { DomainEvent, EventSchemas } from '@flipside/event-sourcing';

/** A file goes through three stages: its rows are read, their managers are linked, what they say is applied. */
export const importStages = ['reading', 'linking', 'applying'] as const;
export type ImportStage = (typeof importStages)[number];

/** A row that was left out: where it stands, which field of ours it is about, and why. Never what it held. */
export interface RowRejection {
  /** The line on which the row begins, the header being line 1. */
  readonly line: number;
  readonly field: string;
  readonly code: string;
}

export interface ImportCounts {
  readonly rows: number;
  readonly registered: number;
  readonly changed: number;
  readonly left: number;
  readonly rehired: number;
  readonly unchanged: number;
  /** Known to this source and not in the file; null where the file was not declared complete. Nobody is ended by it. */
  readonly missing: number | null;
}

export type HoldReason = 'endings' | 'manager-changes';

/** What the file would do, counted before any of it is done. */
export interface Expected {
  /** People of this source with an employment before the file. */
  readonly known: number;
  /** Of those, whose employment it would end. */
  readonly endings: number;
  /** Of those, whose line manager it would change. */
  readonly managerChanges: number;
}

export type HrImportEvent =
  | DomainEvent<
      'HrImportStarted',
      { importId: string; source: string; asOf: string; coverage: 'full' | 'partial'; fileDigest: string; mappingDigest: string }
    >
  | DomainEvent<'RowRejected', { importId: string; stage: ImportStage } & RowRejection>
  | DomainEvent<'HrImportHeld', { importId: string; reasons: readonly HoldReason[] } & Expected>
  | DomainEvent<'HrImportReleased', { importId: string }>
  | DomainEvent<
      'HrImportCompleted',
      { importId: string; rejected: number; notices: Readonly<Record<string, number>> } & ImportCounts
    >;

/** Lines, codes and counts: nothing of a person, so nothing is sealed. Digests are keyed. */
export const hrImportSchemas: EventSchemas<HrImportEvent> = {
  HrImportStarted: { version: 1 },
  RowRejected: { version: 1 },
  HrImportHeld: { version: 1 },
  HrImportReleased: { version: 1 },
  HrImportCompleted: { version: 1 },
};

/** @param importId derived from the request's Idempotency-Key. */
export function hrImportStream(importId: string): string {
  return `hrImport-${importId}`;
}
