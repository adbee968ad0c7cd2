import type { ParticipantsSealed, ProgrammePolicy, SiloMap } from '@flipside/contracts';
import type { Feed } from '@flipside/feeds';
import { defineProjection, type ReadModelReader, type Projection } from '@flipside/read-models';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What other services know of one programme: who holds which office, and the policy. */
@Entity('known_programmes_v1')
export class KnownProgramme {
  @PrimaryColumn({ type: 'text' }) id: string;
  /** draft, open or closed. */
  @Column({ type: 'text' }) state: string;
  @Column({ type: 'text' }) name: string;
  @Column({ type: 'text', nullable: true }) adminId: string | null;
  @Column({ type: 'text', nullable: true }) sponsorId: string | null;
  @Column({ type: 'text', nullable: true }) custodianId: string | null;
  @Column({ type: 'text', nullable: true }) deputyId: string | null;
  @Column({ type: 'jsonb', nullable: true }) policy: ProgrammePolicy | null;
  /** Units by silo as they were at opening. */
  @Column({ type: 'jsonb' }) silos: SiloMap;
  @Column({ type: 'text', nullable: true }) openedAt: string | null;
}

export const knownProgrammesTable = `
  create table "known_programmes_v1" (
    "id" text primary key, "state" text not null, "name" text not null, "adminId" text, "sponsorId" text, "custodianId" text,
    "deputyId" text, "policy" jsonb, "silos" jsonb not null, "openedAt" text);`;

type Event = ParticipantsSealed;

export function knownProgrammes(feed: Feed<Event>): Projection<Event, KnownProgramme> {
  return defineProjection<Event, KnownProgramme>({
    name: 'known-programmes',
    version: 1,
    entity: KnownProgramme,
    feeds: [feed],
    keys: ({ stream }) => (stream.startsWith('programme-') ? [stream.slice('programme-'.length)] : []),
    evolve: (row, event, id) => ({ ...(row ?? unknown(id)), ...change(event) }),
  });
}

function change(event: Event): Partial<KnownProgramme> {
  switch (event.type) {
    case 'ProgrammeCreated':
      return { name: event.data.name, adminId: event.data.adminId };
    case 'PolicySet':
      return { policy: event.data.policy };
    case 'GovernanceRecorded':
      return { custodianId: event.data.custodianId, deputyId: event.data.deputyId };
    case 'SponsorNamed':
      return { sponsorId: event.data.sponsorId };
    case 'ProgrammeOpened':
      return { state: 'open', silos: event.data.silos, openedAt: event.at };
    case 'ProgrammeClosed':
      return { state: 'closed' };
    default:
      return {};
  }
}

function unknown(id: string): KnownProgramme {
  return {
    id, state: 'draft', name: '', adminId: null, sponsorId: null, custodianId: null, deputyId: null, policy: null, silos: [], openedAt: null,
  };
}

export type Office = 'admin' | 'sponsor' | 'custodian';

/** Questions about programmes as another service knows them. */
export class KnownProgrammes {
  constructor(private readonly rows: ReadModelReader<KnownProgramme>) {}

  one(programmeId: string): Promise<KnownProgramme | undefined> {
    return this.rows.one(programmeId);
  }

  open(): Promise<readonly KnownProgramme[]> {
    return this.rows.many(`where t.state = 'open' order by t.id`);
  }

  /** Whether a person holds an office in a programme; the deputy is as the custodian. */
  async holds(personId: string | undefined, office: Office, programmeId: string): Promise<boolean> {
    const row = personId === undefined ? undefined : await this.one(programmeId);
    return row !== undefined && holders(row, office).includes(personId!);
  }
}

function holders(row: KnownProgramme, office: Office): readonly (string | null)[] {
  switch (office) {
    case 'admin':
      return [row.adminId];
    case 'sponsor':
      return [row.sponsorId];
    case 'custodian':
      return [row.custodianId, row.deputyId];
  }
}
