import type { Profile } from '@flipside/contracts';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Absence, EmploymentFact } from '../../domain/person/state.js';

/** One person as services and HR see them now. After an erasure only the id, the class and the state are left. */
@Entity('people_v1')
@Index(['lineManager'])
@Index(['unitId'])
@Index(['nameKey'])
@Index(['numberKey'])
@Index(['survivorId'])
export class PersonRow {
  @PrimaryColumn({ type: 'text' }) id: string;
  /** Revision of the person's stream. */
  @Column({ type: 'text' }) revision: string;
  /** employed, left, merged or erased. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'text', nullable: true }) name: string | null;
  @Column({ type: 'text', nullable: true }) email: string | null;
  @Column({ type: 'jsonb' }) keys: readonly { readonly source: string; readonly legalEntity: string | null; readonly number: string }[];
  /** All facts of employment in the order of their days; several may lie ahead. */
  @Column({ type: 'jsonb' }) facts: readonly EmploymentFact[];
  @Column({ type: 'jsonb' }) absences: Readonly<Record<string, Absence>>;
  @Column({ type: 'jsonb', nullable: true }) profile: Profile | null;
  @Column({ type: 'text', nullable: true }) reportingClass: string | null;
  /** Of the newest fact, for look-ups; `facts` says what holds when. */
  @Column({ type: 'text', nullable: true }) unitId: string | null;
  @Column({ type: 'text', nullable: true }) lineManager: string | null;
  @Column({ type: 'integer', nullable: true }) level: number | null;
  /** Newest as-of day of HR's statements. */
  @Column({ type: 'text', nullable: true }) asOf: string | null;
  @Column({ type: 'text', nullable: true }) survivorId: string | null;
  @Column({ type: 'text', nullable: true }) erasedOn: string | null;
  /** Keyed hashes of the name and of the first number, by which the rows of a file find their managers. */
  @Column({ type: 'text', nullable: true }) nameKey: string | null;
  @Column({ type: 'text', nullable: true }) numberKey: string | null;
}
