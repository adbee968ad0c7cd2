import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { DiscardReason, MatchRunEvent, RunCounts, RunHashes, RunKind, TopicCounts } from '../../domain/match-run/events.js';

type Requested = Extract<MatchRunEvent, { type: 'MatchRunRequested' }>['data'];

/** One match run: what was asked, what was found, what became of it. */
@Entity('runs_v1')
@Index(['programmeId'])
export class RunRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) kind: RunKind;
  /** requested, completed, published or discarded. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'jsonb' }) requested: Requested;
  @Column({ type: 'jsonb', nullable: true }) hashes: RunHashes | null;
  @Column({ type: 'jsonb', nullable: true }) counts: RunCounts | null;
  @Column({ type: 'jsonb' }) topics: readonly TopicCounts[];
  @Column({ type: 'integer', nullable: true }) people: number | null;
  @Column({ type: 'text', nullable: true }) publishedBy: string | null;
  @Column({ type: 'text', nullable: true }) discardReason: DiscardReason | null;
}
