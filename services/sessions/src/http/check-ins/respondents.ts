import { Inject, Injectable } from '@nestjs/common';
import { isEmployedOn } from '@flipside/contracts';
import { employmentOf, joinMerged, KnownPeople, mergersAmong } from '@flipside/participants-view';
import { Problem } from '@flipside/service-kit';
import type { Respondent } from '../../domain/check-in/events.js';
import type { Instrument } from '../../instruments/instrument.js';
import { Pairings } from '../../read-models/pairings/pairings.queries.js';

/** Whom an instrument asks: those of a programme's active pairings who answer it, or a leader's own reports. Each human once. */
@Injectable()
export class Respondents {
  constructor(
    @Inject(Pairings) private readonly pairings: Pairings,
    @Inject(KnownPeople) private readonly people: KnownPeople,
  ) {}

  async of(programmeId: string, { answeredBy }: Instrument, leaderId: string | undefined, at: string): Promise<readonly Respondent[]> {
    const [active, { survivorOf }] = await Promise.all([this.pairings.activeIn(programmeId), this.people.mergers()]);
    if (answeredBy.includes('team')) {
      const leader = leaderId === undefined ? undefined : survivorOf(leaderId);
      if (leader === undefined || !active.some(({ menteeId }) => survivorOf(menteeId) === leader)) {
        throw new Problem('request-invalid', 'This instrument asks a leader’s team: name a leader of the programme as leaderId.');
      }
      return this.teamOf(leader, at.slice(0, 10));
    }
    const pairs = active.flatMap(({ mentorId, menteeId }): Respondent[] => [
      { personId: survivorOf(mentorId), role: 'mentor' },
      { personId: survivorOf(menteeId), role: 'mentee' },
    ]);
    const asked = pairs.filter(({ role }) => answeredBy.includes(role));
    return [...new Map(asked.map((one) => [one.personId, one])).values()];
  }

  /** @param leader the id that goes on; reports were told of any of the leader's ids. */
  private async teamOf(leader: string, on: string): Promise<readonly Respondent[]> {
    const people = await this.people.all();
    const held = new Map(people.flatMap((person) => {
      const employment = employmentOf(person, on);
      return employment ? [[person.id, employment]] : [];
    }));
    const team = [...joinMerged(held, mergersAmong(people), on)].filter(([, employment]) =>
      employment.managers.line === leader && isEmployedOn(employment, on));
    return team.map(([personId]) => ({ personId, role: 'team' }));
  }
}
