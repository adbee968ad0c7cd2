import type { WarningAudience } from '@flipside/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { WarningState } from '../../domain/warning/decide.js';

/** One warning: when it bites and how far it is. Who raised and who got it stand here under aliases; the words are in the log. */
@Entity('warnings_v1')
@Index(['raiser'])
@Index(['recipient'])
export class WarningRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) audience: WarningAudience;
  @Column({ type: 'text' }) status: Exclude<WarningState['status'], 'none'>;
  @Column({ type: 'text' }) raisedOn: string;
  @Column({ type: 'text' }) bitesOn: string;
  @Column({ type: 'text', nullable: true }) raiser: string | null;
  @Column({ type: 'text', nullable: true }) recipient: string | null;
}
