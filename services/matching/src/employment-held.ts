import type { Employment } from '@flipside/contracts';
import { employmentOf, type KnownPerson } from '@flipside/participants-view';

/** What holds of a person on a day, an employment that was ended included: its last day is then the one that was told. */
export function employmentHeld(person: Pick<KnownPerson, 'facts' | 'leftOn'>, on: string): Employment | undefined {
  const employment = employmentOf(person, on);
  return employment && person.leftOn !== null ? { ...employment, endsOn: person.leftOn } : employment;
}
