import { Inject, Injectable } from '@nestjs/common';
import { KnownEnrolments, KnownPeople, KnownProgrammes } from '@flipside/participants-view';
import type { Named, Owner, Principal } from '@flipside/service-kit';
import { isMember, isMemberByAnyId, Pairings } from '../read-models/pairings/pairings.queries.js';
import { Sessions } from '../read-models/sessions/sessions.queries.js';
import { Sprints } from '../read-models/sprints/sprints.queries.js';

/** What a request names: in its path, else in its body, else in its query; a body is never passed by for a query. */
export function idIn({ params, query, body }: Named, name: string): string | undefined {
  const sent = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>)[name] : query[name];
  const value = params[name] ?? sent;
  return typeof value === 'string' ? value : undefined;
}

/** One of the two of the pairing that is named. */
@Injectable()
export class MemberOfPairing implements Owner {
  constructor(@Inject(Pairings) private readonly pairings: Pairings) {}

  async owns({ personId }: Principal, named: Named): Promise<boolean> {
    const row = await this.pairings.one(idIn(named, 'pairingId') ?? '');
    return row !== undefined && isMember(row, personId);
  }
}

/** The admin of the programme of the pairing that is named, who is not one of the two by any id. */
@Injectable()
export class AdminOfPairing implements Owner {
  constructor(
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
    @Inject(KnownPeople) private readonly people: KnownPeople,
  ) {}

  async owns({ personId }: Principal, named: Named): Promise<boolean> {
    const row = await this.pairings.one(idIn(named, 'pairingId') ?? '');
    if (row === undefined || !(await this.programmes.holds(personId, 'admin', row.programmeId))) return false;
    return !isMemberByAnyId(row, personId, await this.people.mergers());
  }
}

/** The admin of the programme that is named. */
@Injectable()
export class AdminOfNamedProgramme implements Owner {
  constructor(@Inject(KnownProgrammes) private readonly programmes: KnownProgrammes) {}

  owns({ personId }: Principal, named: Named): Promise<boolean> {
    return this.programmes.holds(personId, 'admin', idIn(named, 'programmeId') ?? '');
  }
}

/** The sponsor of the programme that is named. */
@Injectable()
export class SponsorOfNamedProgramme implements Owner {
  constructor(@Inject(KnownProgrammes) private readonly programmes: KnownProgrammes) {}

  owns({ personId }: Principal, named: Named): Promise<boolean> {
    return this.programmes.holds(personId, 'sponsor', idIn(named, 'programmeId') ?? '');
  }
}

/** Whoever was or is enrolled in the programme that is named, in whatever state. */
@Injectable()
export class EnrolledInNamedProgramme implements Owner {
  constructor(@Inject(KnownEnrolments) private readonly enrolments: KnownEnrolments) {}

  async owns({ personId }: Principal, named: Named): Promise<boolean> {
    const programmeId = idIn(named, 'programmeId');
    if (personId === undefined) return false;
    return (await this.enrolments.ofPerson(personId)).some((one) => one.programmeId === programmeId);
  }
}

/** One of the two whose sprint is in the path. */
@Injectable()
export class MemberOfSprint implements Owner {
  constructor(@Inject(Sprints) private readonly sprints: Sprints) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.sprints.one(params.sprintId!);
    return row !== undefined && isMember(row, personId);
  }
}

/** One of the two whose session is in the path. */
@Injectable()
export class MemberOfSession implements Owner {
  constructor(@Inject(Sessions) private readonly sessions: Sessions) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.sessions.one(params.sessionId!);
    return row !== undefined && isMember(row, personId);
  }
}

/** The admin of the programme of the session in the path, who is not one of the two by any id. */
@Injectable()
export class AdminOfSession implements Owner {
  constructor(
    @Inject(Sessions) private readonly sessions: Sessions,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
    @Inject(KnownPeople) private readonly people: KnownPeople,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.sessions.one(params.sessionId!);
    if (row === undefined || !(await this.programmes.holds(personId, 'admin', row.programmeId))) return false;
    return !isMemberByAnyId(row, personId, await this.people.mergers());
  }
}
