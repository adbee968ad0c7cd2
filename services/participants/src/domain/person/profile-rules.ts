import { DomainError } from '@flipside/event-sourcing';
import { careerAreas, faultsOf, findTopic, profile as profileSchema, type Profile } from '@flipside/contracts';

interface Rated {
  readonly topic: string;
  readonly kind: 'skill' | 'perspective';
  readonly rating: number | null;
}

/** @param on the day of the update. @throws DomainError for a profile that contradicts the catalogue or itself. */
export function checkProfile(profile: Profile, on: string): void {
  const faults = faultsOf(profileSchema, profile);
  if (faults.length > 0) throw new DomainError('profile-invalid', 'Some of the profile is not as it must be.', { faults });
  const offers = profile.offers.map(({ topic, kind, proficiency }) => ({ topic, kind, rating: proficiency }));
  const wishes = profile.wishes.map(({ topic, kind, current }) => ({ topic, kind, rating: current }));
  for (const topic of [...offers, ...wishes]) checkTopic(topic);
  checkOnce(profile.offers.map(({ topic }) => topic), 'offered');
  checkOnce(profile.wishes.map(({ topic }) => topic), 'wished for');
  checkOnce(profile.languages.map(({ tag }) => tag), 'named as a language');
  for (const { topic } of profile.certificates) mustBeTopic(topic);
  checkAreas(profile);
  checkDays(profile, on);
  checkSlots(profile);
}

function mustBeTopic(code: string): 'skill' | 'perspective' {
  const found = findTopic(code);
  if (found?.code !== code) {
    throw new DomainError('unknown-topic', 'The catalogue has no such topic: choose one from it.', { topic: code });
  }
  return found.kind;
}

function checkTopic({ topic, kind, rating }: Rated): void {
  if (mustBeTopic(topic) !== kind) {
    throw new DomainError('topic-of-another-kind', 'In the catalogue this topic is of the other kind: correct it.', { topic });
  }
  if (kind === 'perspective' && rating !== null) {
    throw new DomainError('perspective-not-rated', 'A perspective is never rated: leave its proficiency out.', { topic });
  }
  if (kind === 'skill' && rating === null) {
    throw new DomainError('skill-without-rating', 'A skill needs its proficiency from 0 to 5.', { topic });
  }
}

function checkOnce(codes: readonly string[], how: string): void {
  const twice = codes.find((code, index) => codes.indexOf(code) !== index);
  if (twice) invalid(`${twice} is ${how} twice: keep one.`);
}

function checkAreas({ goals, background }: Profile): void {
  const areas: readonly (string | null)[] = [...goals, ...background].map(({ area }) => area);
  const unknown = areas.find((area) => area !== null && !(careerAreas as readonly string[]).includes(area));
  if (unknown) throw new DomainError('unknown-area', 'No career area has this code: choose one of them.', { area: unknown });
}

function checkDays({ offers, wishes, certificates }: Profile, on: string): void {
  const used = [...offers, ...wishes].map(({ lastUsed }) => lastUsed);
  const days = [...used, ...certificates.map((certificate) => certificate.on)];
  if (days.some((day) => day !== null && day > on)) invalid('A day of use or of a certificate lies ahead: correct it.');
}

function checkSlots({ availability }: Profile): void {
  if (availability?.slots.some(({ from, to }) => from >= to)) {
    invalid('A slot ends before it starts: one over midnight is two.');
  }
}

function invalid(detail: string): never {
  throw new DomainError('profile-invalid', detail);
}
