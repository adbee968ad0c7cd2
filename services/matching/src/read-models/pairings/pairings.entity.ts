import type { PairingSide, WantedTopic } from '@flipside/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Fit } from '../../domain/fit.js';
import type { PairingState } from '../../domain/pairing/state.js';

/** One pairing from its proposal to its end. Ids of people are null once their keys are gone. */
@Entity('pairings_v2')
@Index(['programmeId'])
@Index(['mentorId'])
@Index(['menteeId'])
export class PairingRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  /** How often something changed that the two or the admin see: what one side alone knows leaves no gap in it. */
  @Column({ type: 'text' }) revision: string;
  /** Of the stream: what `folded` was folded from. Told to nobody. */
  @Column({ type: 'text' }) streamRevision: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'integer', nullable: true }) cohort: number | null;
  @Column({ type: 'text', nullable: true }) runId: string | null;
  /** offered, unavailable, active, paused, completed or ended. */
  @Column({ type: 'text' }) status: Exclude<PairingState['status'], 'none'>;
  @Column({ type: 'text', nullable: true }) mentorId: string | null;
  @Column({ type: 'text', nullable: true }) menteeId: string | null;
  /** Whose answer is waited for. */
  @Column({ type: 'text', nullable: true }) asked: PairingSide | null;
  @Column({ type: 'text', nullable: true }) answerBy: string | null;
  @Column({ type: 'boolean' }) seenByMentee: boolean;
  @Column({ type: 'text', nullable: true }) startsOn: string | null;
  @Column({ type: 'text', nullable: true }) endsOn: string | null;
  /** While paused: from which moment. */
  @Column({ type: 'text', nullable: true }) pausedFrom: string | null;
  @Column({ type: 'jsonb', nullable: true }) wanted: readonly WantedTopic[] | null;
  @Column({ type: 'jsonb', nullable: true }) fit: Fit | null;
  /** The stream's own state, from which the next event is folded. */
  @Column({ type: 'jsonb' }) folded: PairingState;
}
