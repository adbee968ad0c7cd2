import type { Random } from './random.js';
import { careerAreas, type OfferedTopic, type Profile } from '@flipside/contracts';
import type { SamplePerson } from './person.js';
import { otherSkills, perspectives, some, wantedSkills } from './topic-mix.js';

/** What a mentor offers: one or both of the two skills that most leaders ask for, two others, and perspectives. */
export function mentorProfile(
  person: SamplePerson,
  index: number,
  pivoter: boolean,
  random: Random,
): Omit<Profile, 'languages' | 'availability'> {
  const wanted = index % 5 === 0 ? [...wantedSkills] : [wantedSkills[index % 2]!];
  const skills = [...wanted, ...some(otherSkills, 2, random)];
  const area = careerAreas[random.below(careerAreas.length)]!;
  return {
    offers: [
      ...skills.map((topic) => skill(topic, pivoter, random)),
      ...some(perspectives, 1 + random.below(2), random).map(perspective),
    ],
    wishes: [],
    certificates: pivoter ? skills.slice(0, 2).map((topic) => ({ topic, on: '2025-07-15', name: 'Course certificate' })) : [],
    goals: [{ text: 'To see how decisions are made two levels above mine.', area }],
    background: pivoter
      ? [
          { area: careerAreas[index % careerAreas.length]!, years: 6 + (index % 9) },
          { area, years: 1 },
        ]
      : [{ area, years: 1 + Math.min(person.level, random.below(6)) }],
  };
}

/** Fluent or teaching, and in use; one from another career declares less than the certificate shows. */
function skill(topic: string, pivoter: boolean, random: Random): OfferedTopic {
  return {
    topic,
    kind: 'skill',
    proficiency: pivoter ? 3 : 4 + random.below(2),
    lastUsed: pivoter ? '2025-11-01' : `2025-${10 + random.below(3)}-15`,
  };
}

function perspective(topic: string): OfferedTopic {
  return { topic, kind: 'perspective', proficiency: null, lastUsed: null };
}
