import type { Expected, ImportCounts, ImportStage, RowRejection } from './events.js';

export type HrImportCommand =
  | {
      readonly type: 'StartImport';
      readonly importId: string;
      readonly source: string;
      readonly asOf: string;
      readonly coverage: 'full' | 'partial';
      readonly fileDigest: string;
      readonly mappingDigest: string;
      /** ISO 8601 UTC. */
      readonly at: string;
    }
  /** Stage after stage, batches in the order of lines; what is in the log is passed over, so a resumed import may repeat. */
  | {
      readonly type: 'RejectRows';
      readonly importId: string;
      readonly stage: ImportStage;
      readonly rows: readonly RowRejection[];
    }
  | ({ readonly type: 'WeighChanges'; readonly importId: string } & Expected)
  | { readonly type: 'ReleaseImport'; readonly importId: string }
  | {
      readonly type: 'CompleteImport';
      readonly importId: string;
      readonly counts: ImportCounts;
      /** How many rows were kept with something unknown, by code. */
      readonly notices: Readonly<Record<string, number>>;
    };
