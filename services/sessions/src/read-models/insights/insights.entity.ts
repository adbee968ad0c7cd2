import type { InsightArea } from '@flipside/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export interface ActionFacts {
  readonly due: string;
  readonly committedOn: string;
  readonly deliveredOn: string | null;
  readonly owner: string | null;
  readonly impacts: readonly { readonly measure: string; readonly unit: string; readonly before: number; readonly after: number }[];
}

/** One insight: its area and what followed. The pair stands here under aliases; the words are in the log. */
@Entity('insights_v1')
@Index(['programmeId'])
@Index(['mentor'])
@Index(['mentee'])
export class InsightRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) area: InsightArea;
  @Column({ type: 'text' }) status: 'shared' | 'cleared';
  @Column({ type: 'text' }) sharedOn: string;
  @Column({ type: 'text', nullable: true }) clearedOn: string | null;
  @Column({ type: 'text', nullable: true }) mentor: string | null;
  @Column({ type: 'text', nullable: true }) mentee: string | null;
  @Column({ type: 'jsonb' }) actions: Readonly<Record<string, ActionFacts>>;
}
