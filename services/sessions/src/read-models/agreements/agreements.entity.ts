import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KnownAgreement } from '../../domain/agreement/state.js';

/** One agreement: facts alone. What the two wrote, and who left, is in the log. */
@Entity('agreements_v1')
@Index(['programmeId'])
export class AgreementRow {
  /** The pairing's id. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) mentorId: string;
  @Column({ type: 'text' }) menteeId: string;
  @Column({ type: 'text' }) status: KnownAgreement['status'];
  /** Since when a leader has not answered; told to the sponsor by the system. */
  @Column({ type: 'text', nullable: true }) silentSince: string | null;
  /** The stream's own state without what is sealed, from which the next event is folded. */
  @Column({ type: 'jsonb' }) folded: KnownAgreement;
}
