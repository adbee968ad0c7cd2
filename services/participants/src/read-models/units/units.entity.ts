import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { UnitKey } from '../../domain/unit.js';

/** One unit of the organisation; its path is a view over the parents. */
@Entity('units_v1')
export class UnitRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  /** open, merged or closed. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', nullable: true }) parentId: string | null;
  @Column({ type: 'text', nullable: true }) mergedInto: string | null;
  @Column({ type: 'jsonb', nullable: true }) key: UnitKey | null;
}
