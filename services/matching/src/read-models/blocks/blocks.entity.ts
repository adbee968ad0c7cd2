import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BlockState } from '../../domain/block.js';

/** What stands between two people, for the engine and for whoever set it. Nobody else sees a row. */
@Entity('blocks_v1')
export class BlockRow {
  /** Keyed digest of the two. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'boolean' }) standing: boolean;
  /** The two, in the order of their ids; null once one of them was erased. */
  @Column({ type: 'jsonb', nullable: true }) people: readonly [string, string] | null;
  @Column({ type: 'jsonb' }) folded: BlockState;
}
