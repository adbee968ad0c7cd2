import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One case for its handler: deadlines and how far it is. Everybody stands here under an alias; the words are in the log. */
@Entity('concerns_v1')
@Index(['handler'])
@Index(['raiser'])
@Index(['mailboxHash'])
export class ConcernRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'boolean' }) anonymous: boolean;
  /** Of the reporter's code, which is stored nowhere. */
  @Column({ type: 'text', nullable: true }) mailboxHash: string | null;
  @Column({ type: 'text', nullable: true }) raiser: string | null;
  /** Whose case it is now. */
  @Column({ type: 'text', nullable: true }) handler: string | null;
  /** Whose it becomes when it is reassigned. */
  @Column({ type: 'text', nullable: true }) deputy: string | null;
  @Column({ type: 'text' }) raisedOn: string;
  @Column({ type: 'boolean' }) acknowledged: boolean;
  @Column({ type: 'boolean' }) answered: boolean;
  @Column({ type: 'text', nullable: true }) resolvedOn: string | null;
  /** acknowledgement, feedback: what came too late. */
  @Column({ type: 'jsonb' }) overdue: readonly string[];
}
