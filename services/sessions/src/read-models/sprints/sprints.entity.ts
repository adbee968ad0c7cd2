import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SprintState } from '../../domain/sprint/decide.js';

/** One sprint: its topic, time box and how far it is. Exercise and evidence are in the log. */
@Entity('sprints_v1')
@Index(['pairingId'])
export class SprintRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) pairingId: string;
  @Column({ type: 'text' }) mentorId: string;
  @Column({ type: 'text' }) menteeId: string;
  @Column({ type: 'text' }) status: Exclude<SprintState['status'], 'none'>;
  @Column({ type: 'text' }) topic: string;
  @Column({ type: 'text' }) startsOn: string;
  @Column({ type: 'text' }) endsOn: string;
  @Column({ type: 'boolean', nullable: true }) withinTimeBox: boolean | null;
}
