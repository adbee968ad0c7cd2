import type { Random } from './random.js';
import { careerAreas, type Profile, type WishedTopic } from '@flipside/contracts';
import type { SamplePerson } from './person.js';
import { otherSkills, perspectives, some, wantedSkills } from './topic-mix.js';

/** What a leader wishes for: first one of the two skills that most ask for, then another skill and a perspective. */
export function leaderProfile(person: SamplePerson, index: number, random: Random): Omit<Profile, 'languages' | 'availability'> {
  const first = index % 7 === 6 ? some(otherSkills, 1, random)[0]! : wantedSkills[index % 2]!;
  const second = some(
    otherSkills.filter((topic) => topic !== first),
    1,
    random,
  )[0]!;
  return {
    offers: [],
    wishes: [skill(first, 1, random), skill(second, 2, random), perspective(perspectives[index % perspectives.length]!)],
    certificates: [],
    goals: [{ text: 'To decide about new tools from having used them.', area: null }],
    background: some(careerAreas, 3, random).map((area, i) => ({ area, years: 2 + 2 * person.level - 3 * i })),
  };
}

/** Between aware and practising with help: two below any mentor who offers it. */
function skill(topic: string, priority: 1 | 2, random: Random): WishedTopic {
  return { topic, kind: 'skill', priority, current: 1 + random.below(2), lastUsed: null };
}

function perspective(topic: string): WishedTopic {
  return { topic, kind: 'perspective', priority: 3, current: null, lastUsed: null };
}
