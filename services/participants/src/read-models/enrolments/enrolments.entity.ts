import type { EnrolmentRole } from '@flipside/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { EnrolmentState, Progress } from '../../domain/enrolment/state.js';

/** One enrolment: how far it is and what it still needs. */
@Entity('enrolments_v1')
@Index(['programmeId'])
@Index(['personId'])
export class EnrolmentRow {
  /** `{programme}_{person}_{role}` */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  /** asked, applied, waitlisted, admitted, ready or closed. Why one is closed is not here. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) personId: string;
  @Column({ type: 'text' }) role: EnrolmentRole;
  @Column({ type: 'integer', nullable: true }) cohort: number | null;
  /** open, released or refused. */
  @Column({ type: 'text' }) time: Progress['time'];
  @Column({ type: 'boolean' }) paused: boolean;
  /** Training modules still to complete. */
  @Column({ type: 'jsonb' }) missing: readonly string[];
  @Column({ type: 'boolean' }) goalsSet: boolean;
  /** The stream's own state, from which the next event is folded. */
  @Column({ type: 'jsonb' }) folded: EnrolmentState;
}
