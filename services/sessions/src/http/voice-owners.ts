import { Inject, Injectable } from '@nestjs/common';
import { KnownProgrammes } from '@flipside/participants-view';
import type { Named, Owner, Principal } from '@flipside/service-kit';
import { CheckIns } from '../read-models/check-ins/check-ins.queries.js';
import { Concerns } from '../read-models/concerns/concerns.queries.js';
import { Insights } from '../read-models/insights/insights.queries.js';
import { Warnings } from '../read-models/warnings/warnings.queries.js';
import { Cases } from './concerns/cases.js';
import { WarningReaders } from './warnings/readers.js';

/** Whoever was asked in the round in the path. */
@Injectable()
export class RespondentOfCheckIn implements Owner {
  constructor(@Inject(CheckIns) private readonly checkIns: CheckIns) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.checkIns.one(params.checkInId!);
    return personId !== undefined && (row?.respondents.some((one) => one.personId === personId) ?? false);
  }
}

/** Whom the warning in the path reached. */
@Injectable()
export class RecipientOfWarning implements Owner {
  constructor(
    @Inject(Warnings) private readonly warnings: Warnings,
    @Inject(WarningReaders) private readonly readers: WarningReaders,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.warnings.one(params.warningId!);
    return row !== undefined && this.readers.hasReached(row, personId);
  }
}

/** Who raised the warning in the path, or whom it reached. */
@Injectable()
export class PartyOfWarning implements Owner {
  constructor(
    @Inject(Warnings) private readonly warnings: Warnings,
    @Inject(WarningReaders) private readonly readers: WarningReaders,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.warnings.one(params.warningId!);
    return row !== undefined && (this.warnings.isRaiser(row, personId) || this.readers.hasReached(row, personId));
  }
}

/** Whose case the concern in the path is: the custodian, or the deputy where it came to them. */
@Injectable()
export class HandlerOfConcern implements Owner {
  constructor(
    @Inject(Concerns) private readonly concerns: Concerns,
    @Inject(Cases) private readonly cases: Cases,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.concerns.one(params.concernId!);
    return row !== undefined && this.cases.isHandler(row, personId);
  }
}

/** Who raised the concern in the path under their name. */
@Injectable()
export class RaiserOfConcern implements Owner {
  constructor(@Inject(Concerns) private readonly concerns: Concerns) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.concerns.one(params.concernId!);
    return row !== undefined && this.concerns.isRaiser(row, personId);
  }
}

/** One of the two whose insight is in the path. */
@Injectable()
export class PairOfInsight implements Owner {
  constructor(@Inject(Insights) private readonly insights: Insights) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.insights.one(params.insightId!);
    return row !== undefined && this.insights.isOfPair(row, personId);
  }
}

/** The leader of the pair whose insight was cleared. */
@Injectable()
export class LeaderOfInsight implements Owner {
  constructor(@Inject(Insights) private readonly insights: Insights) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.insights.one(params.insightId!);
    return row?.status === 'cleared' && this.insights.isLeader(row, personId);
  }
}

/** The sponsor of the programme of an insight that was cleared. */
@Injectable()
export class SponsorOfInsight implements Owner {
  constructor(
    @Inject(Insights) private readonly insights: Insights,
    @Inject(KnownProgrammes) private readonly programmes: KnownProgrammes,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.insights.one(params.insightId!);
    return row?.status === 'cleared' && this.programmes.holds(personId, 'sponsor', row.programmeId);
  }
}
