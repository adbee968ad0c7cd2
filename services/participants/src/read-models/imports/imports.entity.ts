import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Expected, HoldReason, ImportCounts } from '../../domain/hr-import/events.js';

/** One file of HR: what it was for and what became of it. */
@Entity('imports_v1')
export class ImportRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  /** running, held or completed. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'text' }) asOf: string;
  @Column({ type: 'text' }) coverage: string;
  /** What it would do, where it was held. */
  @Column({ type: 'jsonb', nullable: true }) expected: Expected | null;
  @Column({ type: 'jsonb' }) holdReasons: readonly HoldReason[];
  @Column({ type: 'integer' }) rejected: number;
  @Column({ type: 'jsonb', nullable: true }) counts: ImportCounts | null;
  @Column({ type: 'jsonb' }) notices: Readonly<Record<string, number>>;
}

/** A row of a file that was left out. */
@Entity('rejections_v1')
@Index(['importId', 'id'])
export class RejectionRow {
  /** `{import}_{line}`, the line in nine digits, so that ids are in the order of lines. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) importId: string;
  @Column({ type: 'integer' }) line: number;
  @Column({ type: 'text' }) field: string;
  @Column({ type: 'text' }) code: string;
}
