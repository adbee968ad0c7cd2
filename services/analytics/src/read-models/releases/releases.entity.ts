import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { PublishedCell } from '../../domain/release.js';

/** One release of a sealed figure, as it was published; never computed anew. */
@Entity('releases_v1')
@Index(['programmeId', 'figure'])
export class ReleaseRow {
  /** `{figure}_{programme}/{period}` */
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) figure: string;
  @Column({ type: 'integer' }) version: number;
  @Column({ type: 'text' }) programmeId: string;
  @Column({ type: 'text' }) period: string;
  @Column({ type: 'text' }) until: string;
  @Column({ type: 'integer' }) k: number;
  @Column({ type: 'text' }) memory: string;
  @Column({ type: 'text' }) releasedAt: string;
  @Column({ type: 'jsonb' }) cells: readonly PublishedCell[];
}
