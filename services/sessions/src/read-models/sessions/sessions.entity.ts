import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KnownSession } from '../../domain/session/state.js';

/** One session: times, minutes and promises by kind. Place, details, feedback and notes are in the log. */
@Entity('sessions_v1')
@Index(['pairingId'])
@Index(['programmeId'])
export class SessionRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  /** How often the facts changed: notes and feedback, of which the admin sees nothing, leave no gap in it. */
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) pairingId: string;
  @Column({ type: 'text' }) mentorId: string;
  @Column({ type: 'text' }) menteeId: string;
  @Column({ type: 'text' }) status: KnownSession['status'];
  @Column({ type: 'text' }) startsAt: string;
  @Column({ type: 'text' }) endsAt: string;
  @Column({ type: 'text' }) proposedBy: string;
  /** mentor, mentee or programme. */
  @Column({ type: 'text', nullable: true }) cancelledBy: string | null;
  @Column({ type: 'integer', nullable: true }) noticeHours: number | null;
  @Column({ type: 'text', nullable: true }) replaces: string | null;
  @Column({ type: 'text', nullable: true }) sprintId: string | null;
  @Column({ type: 'jsonb' }) folded: KnownSession;
}
