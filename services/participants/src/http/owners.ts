import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, Humans, type Clock, type Named, type Owner, type Principal } from '@flipside/service-kit';
import { People } from '../read-models/people/people.queries.js';
import { Programmes } from '../read-models/programmes/programmes.queries.js';

/** The named admin of the programme in the path. */
@Injectable()
export class AdminOfProgramme implements Owner {
  constructor(@Inject(Programmes) private readonly programmes: Programmes) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.programmes.one(params.programmeId!);
    return personId !== undefined && row?.adminId === personId;
  }
}

/** The sponsor, the custodian or the deputy of the programme in the path. */
@Injectable()
export class OfficeInProgramme implements Owner {
  constructor(@Inject(Programmes) private readonly programmes: Programmes) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.programmes.one(params.programmeId!);
    return personId !== undefined && !!row && [row.sponsorId, row.custodianId, row.deputyId].includes(personId);
  }
}

/** The person in the path is the one who asks. */
@Injectable()
export class Self implements Owner {
  owns({ personId }: Principal, { params }: Named): boolean {
    return personId !== undefined && params.personId === personId;
  }
}

/** The enrolment in the path is of the one who asks. */
@Injectable()
export class OwnEnrolment implements Owner {
  owns({ personId }: Principal, { params }: Named): boolean {
    return personId !== undefined && params.enrolmentId?.split('_')[1] === personId;
  }
}

/** The named admin of the programme of the enrolment in the path. */
@Injectable()
export class AdminOfEnrolment implements Owner {
  constructor(@Inject(Programmes) private readonly programmes: Programmes) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const row = await this.programmes.one(params.enrolmentId!.split('_')[0]!);
    return personId !== undefined && row?.adminId === personId;
  }
}

/** Today's line manager of the person whose enrolment is in the path; never they themselves, by whichever id HR named them. */
@Injectable()
export class LineManagerOfEnrolled implements Owner {
  constructor(
    @Inject(People) private readonly people: People,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Humans) private readonly humans: Humans,
  ) {}

  async owns({ personId }: Principal, { params }: Named): Promise<boolean> {
    const enrolled = params.enrolmentId!.split('_')[1] ?? '';
    const fact = await this.people.employmentOn(enrolled, this.clock.now().slice(0, 10));
    if (personId === undefined || fact?.employment.managers.line !== personId) return false;
    return !(await this.humans.idsOf(personId)).includes(enrolled);
  }
}
