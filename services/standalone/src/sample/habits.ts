import type { Random } from './random.js';
import type { Profile, WeeklyAvailability } from '@flipside/contracts';
import { silos } from './organisation-plan.js';
import type { SamplePerson } from './person.js';
import type { Truths } from './truths.js';

type Slot = WeeklyAvailability['slots'][number];

/** English everywhere and the language of the place; in the silo that nobody crosses one language that no other speaks. */
export function languagesOf(person: SamplePerson, truths: Truths): Profile['languages'] {
  if (person.siloCode === truths.siloThatNobodyCrosses) return [{ tag: 'pl', fluency: 'native' }];
  const english: Profile['languages'][number] = { tag: 'en', fluency: person.country === 'CA' ? 'native' : 'fluent' };
  const site = silos.flatMap(({ teamSites }) => teamSites).find(({ name }) => name === person.site);
  return site ? [english, { tag: site.language, fluency: 'native' }] : [english];
}

/**
 * Three stretches a week on working days: mornings and afternoons in turn, and for sites across an ocean the hours that
 * both are awake.
 */
export function availabilityOf(person: SamplePerson, index: number, random: Random): WeeklyAvailability {
  const days = [...person.workingDays]
    .sort((a, b) => ((a + index) % 5) - ((b + index) % 5))
    .slice(0, 3)
    .sort();
  const slots = days.map((day, i): Slot => {
    const shift = random.below(2);
    const [from, to] = hoursOf(person.country, (i + index + shift) % 2 === 0);
    return { day: day as Slot['day'], from, to };
  });
  return { zone: person.zone, slots };
}

function hoursOf(country: string, first: boolean): [string, string] {
  if (country === 'CA') return first ? ['08:00', '11:00'] : ['09:00', '12:00'];
  if (country === 'IN') return first ? ['12:00', '16:00'] : ['13:30', '18:30'];
  return first ? ['09:00', '12:30'] : ['13:00', '17:00'];
}
