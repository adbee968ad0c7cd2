import type { ProgrammePolicy } from '@flipside/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Objective, Outcome } from '../../domain/programme/events.js';
import type { Governance } from '../../domain/programme/governance.js';

/** One programme as its admin, sponsor and participants see it. */
@Entity('programmes_v1')
export class ProgrammeRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  @Column({ type: 'text' }) revision: string;
  /** draft, open or closed. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', nullable: true }) adminId: string | null;
  @Column({ type: 'text', nullable: true }) sponsorId: string | null;
  @Column({ type: 'text', nullable: true }) custodianId: string | null;
  @Column({ type: 'text', nullable: true }) deputyId: string | null;
  @Column({ type: 'jsonb' }) objectives: Readonly<Record<string, Objective>>;
  @Column({ type: 'jsonb' }) assessed: Readonly<Record<string, { readonly outcome: Outcome; readonly value: number | null }>>;
  @Column({ type: 'jsonb', nullable: true }) policy: ProgrammePolicy | null;
  @Column({ type: 'jsonb', nullable: true }) governance: Governance | null;
  /** Values observed of the objectives' measures, in the order of their recording. */
  @Column({ type: 'jsonb' }) outcomes: readonly { readonly measure: string; readonly value: number; readonly on: string }[];
}
