import type { Random } from './random.js';

/** Skills asked for beside the planted two; codes of the topic catalogue. */
export const otherSkills = [
  'generative-ai',
  'data-analysis',
  'cyber-hygiene',
  'collaboration-tools',
  'social-media',
  'digital-accessibility',
] as const;
export const perspectives = ['lived-inclusion', 'new-staff-expectations', 'younger-customers', 'ways-of-working'] as const;

/** The two skills that most ask for, whether truths are planted on them or not. */
export const wantedSkills = ['prompting', 'data-visualisation'] as const;

/** Different ones of a list, in random order. */
export function some<T>(items: readonly T[], count: number, random: Random): T[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(random.below(left.length), 1)[0]!);
}
