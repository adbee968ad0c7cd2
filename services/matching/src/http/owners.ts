import { Inject, Injectable } from '@nestjs/common';
import { KnownProgrammes } from '@flipside/participants-view';
import type { Named, Owner, Principal } from '@flipside/service-kit';
import { Pairings } from '../read-models/pairings/pairings.queries.js';
import { Runs } from '../read-models/runs/runs.queries.js';

/** One of the two of the pairing in the path; the leader only after the mentor's yes. */
@Injectable()
export class MemberOfPairing implements Owner {
  constructor(@Inject(Pairings) private readonly pairings: Pairings) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.pairings.one(params.pairingId!);
    if (!row || personId === undefined) return false;
    return row.mentorId === personId || (row.menteeId === personId && row.seenByMentee);
  }
}

/** The named admin of the programme of the pairing in the path; offers that came to nothing are nobody's. */
@Injectable()
export class AdminOfPairing implements Owner {
  constructor(
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.pairings.one(params.pairingId!);
    if (!row || row.status === 'unavailable') return false;
    return this.programmes.holds(personId, 'admin', row.programmeId);
  }
}

/** The named admin of the programme that the query or the body names. */
@Injectable()
export class AdminOfNamedProgramme implements Owner {
  constructor(@Inject(KnownProgrammes) private readonly programmes: KnownProgrammes) {}

  async owns({ personId }: Principal, { query, body }: Named): Promise<boolean> {
    // What the handler acts on: the body where there is one, so that a query can't speak for it.
    const programmeId = (body as { programmeId?: unknown } | null | undefined)?.programmeId ?? query.programmeId;
    return typeof programmeId === 'string' && this.programmes.holds(personId, 'admin', programmeId);
  }
}

/** The named admin of the programme of the run in the path. */
@Injectable()
export class AdminOfRun implements Owner {
  constructor(
    @Inject(Runs) private readonly runs: Runs,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.runs.one(params.runId!);
    return row !== undefined && this.programmes.holds(personId, 'admin', row.programmeId);
  }
}

/** Custodian or deputy of the programme that the body names. */
@Injectable()
export class CustodianOfNamedProgramme implements Owner {
  constructor(@Inject(KnownProgrammes) private readonly programmes: KnownProgrammes) {}

  async owns({ personId }: Principal, { body }: Named): Promise<boolean> {
    const programmeId = (body as { programmeId?: unknown } | null)?.programmeId;
    return typeof programmeId === 'string' && this.programmes.holds(personId, 'custodian', programmeId);
  }
}

/** Custodian or deputy of the programme of the run in the path. */
@Injectable()
export class CustodianOfRun implements Owner {
  constructor(
    @Inject(Runs) private readonly runs: Runs,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.runs.one(params.runId!);
    return row !== undefined && this.programmes.holds(personId, 'custodian', row.programmeId);
  }
}
