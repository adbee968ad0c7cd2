import type { AskedInstrument, CheckInOccasion } from '@flipside/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Respondent } from '../../domain/check-in/events.js';

/** One round: who was asked, and under aliases who has answered. */
@Entity('check_ins_v1')
@Index(['programmeId'])
export class CheckInRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text', nullable: true }) pairingId: string | null;
  @Column({ type: 'integer' }) round: number;
  @Column({ type: 'text' }) occasion: CheckInOccasion;
  @Column({ type: 'jsonb' }) instruments: readonly AskedInstrument[];
  @Column({ type: 'boolean' }) asksUnits: boolean;
  @Column({ type: 'jsonb' }) respondents: readonly Respondent[];
  @Column({ type: 'text' }) openedOn: string;
  @Column({ type: 'text' }) closesAt: string;
  @Column({ type: 'boolean' }) open: boolean;
  @Column({ type: 'jsonb' }) answered: readonly string[];
}
