import type { SiloMap } from '@flipside/contracts';
import { factsOf, streamsOf, type PublicFacts } from '../../facts/fact.js';

/** Where a person counts: silo as the map was at opening, and level band; `other` where the class is too small to show. */
export interface Place {
  readonly silo: string;
  readonly band: string;
}

export const elsewhere: Place = { silo: 'other', band: 'other' };

/** Finds the place of a person from the latest reporting class; `other` for a class that is not known (yet). */
export function placesOf(facts: PublicFacts): (personId: string) => Place {
  const silos = siloMapOf(facts);
  const places = new Map<string, Place>();
  for (const { facts: told } of streamsOf(facts.public, 'person')) {
    for (const fact of told) {
      if (fact.type === 'ReportingClassAssigned') places.set(fact.data.personId, placeOf(fact.data.reportingClass, silos));
    }
  }
  return (personId) => places.get(personId) ?? elsewhere;
}

function siloMapOf(facts: PublicFacts): SiloMap {
  return factsOf(facts.public, 'programme', 'ProgrammeOpened').at(-1)?.data.silos ?? [];
}

/** A class names the silo of today; the programme counts by the silo that this unit belonged to at its opening. */
function placeOf(reportingClass: string, silos: SiloMap): Place {
  const [unitId, band] = reportingClass.split(':');
  const silo = silos.find((entry) => entry.siloId === unitId || entry.unitIds.includes(unitId!));
  return silo && band ? { silo: silo.siloId, band } : elsewhere;
}
