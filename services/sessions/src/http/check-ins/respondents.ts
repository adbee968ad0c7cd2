import { Inject, Injectable } from '@nestjs/common';
import { isEmployedOn } from '@flipside/contracts';
import { employmentOf, KnownPeople } from '@flipside/participants-view';
import { Problem } from '@flipside/service-kit';
import type { Respondent } from '../../domain/check-in/events.js';
import type { Instrument } from '../../instruments/instrument.js';
import { Pairings } from '../../read-models/pairings/pairings.queries.js';

/** Whom an instrument asks: those of a programme's active pairings who answer it, or a leader's own reports. */
@Injectable()
export class Respondents {
  constructor(
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(KnownPeople) private readonly people: KnownPeople,
  ) {}

  async of(programmeId: string, { answeredBy }: Instrument, leaderId: string | undefined, at: string): Promise<readonly Respondent[]> {
    const active = await this.pairings.activeIn(programmeId);
    if (answeredBy.includes('team')) {
      if (leaderId === undefined || !active.some(({ menteeId }) => menteeId === leaderId)) {
        throw new Problem('request-invalid', 'This instrument asks a leader’s team: name a leader of the programme as leaderId.');
      }
      return this.teamOf(leaderId, at.slice(0, 10));
    }
    const pairs = active.flatMap(({ mentorId, menteeId }): Respondent[] => [
      { personId: mentorId, role: 'mentor' },
      { personId: menteeId, role: 'mentee' },
    ]);
    const asked = pairs.filter(({ role }) => answeredBy.includes(role));
    return [...new Map(asked.map((one) => [one.personId, one])).values()];
  }

  private async teamOf(leaderId: string, on: string): Promise<readonly Respondent[]> {
    const team = (await this.people.all()).filter((person) => {
      const employment = employmentOf(person, on);
      return employment?.managers.line === leaderId && isEmployedOn(employment, on);
    });
    return team.map(({ id }) => ({ personId: id, role: 'team' }));
  }
}
