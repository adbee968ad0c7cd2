import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A pairing as matching tells of it, from its activation on. */
@Entity('pairings_v1')
@Index(['programmeId'])
@Index(['mentorId'])
@Index(['menteeId'])
export class PairingRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'integer', nullable: true }) cohort: number | null;
  @Column({ type: 'text' }) mentorId: string;
  @Column({ type: 'text' }) menteeId: string;
  /** Whatever paused or ended it reads alike. */
  @Column({ type: 'text' }) status: 'active' | 'paused' | 'completed' | 'ended';
  @Column({ type: 'text' }) startsOn: string;
  @Column({ type: 'text' }) endsOn: string;
}
