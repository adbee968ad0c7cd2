import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Side } from '../../domain/pair.js';

/** That something of a pairing was assessed. How often, by whom and how high is in the log alone. */
@Entity('assessments_v1')
@Index(['pairingId'])
export class AssessmentRow {
  /** `{pairing}_{side}_{skill}` */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) pairingId: string;
  @Column({ type: 'text' }) subject: Side;
  @Column({ type: 'text' }) skill: string;
}
