import type { HardConstraint } from '../../domain/constraints.js';
import { bestShared, type Languages } from '../people/languages.js';

/** The two have a language in common, at whatever fluency: how well they speak it is a criterion. Nobody's is guessed. */
export function languageBroken(mentor: Languages, mentee: Languages): HardConstraint | undefined {
  return bestShared(mentor, mentee) === null ? 'language' : undefined;
}
