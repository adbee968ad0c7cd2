import type { SealedSection } from '@flipside/event-sourcing';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A contract as it came: its sealed sections stay sealed, and are opened only while a release is computed. */
export interface ToldContract {
  readonly id: string;
  readonly service: 'participants' | 'matching' | 'sessions';
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly sealed?: readonly SealedSection[];
  readonly revision: string;
  readonly at: string;
}

/** All that one stream has told in the public audience. */
@Entity('told_public_v1')
@Index(['category'])
export class ToldPublicly {
  /** The stream. */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) category: string;
  @Column({ type: 'jsonb' }) contracts: readonly ToldContract[];
}

/** All that one stream has told in the sealed audience. */
@Entity('told_sealed_v1')
@Index(['category'])
@Index(['id'], { where: `"contracts" @> '[{"type": "PersonsMerged"}]'` })
export class ToldSealed {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) category: string;
  @Column({ type: 'jsonb' }) contracts: readonly ToldContract[];
}
