import { renamed, survivorsOf, type Merger } from '../facts/humans.js';
import type { FigureMemory } from './make-release.js';

/**
 * What suppression remembers, with each human under one token: somebody who was two people in a release before must not
 * count as two among those who changed since.
 *
 * @param token as in `makeRelease`.
 */
export function rememberedAsHumans(memory: FigureMemory, mergers: readonly Merger[], token: (text: string) => string): FigureMemory {
  const survivorOf = survivorsOf(mergers);
  const tokens = new Map(mergers.map(({ absorbedId }) => [token(`person/${absorbedId}`), token(`person/${survivorOf(absorbedId)}`)]));
  return renamed(memory, (text) => tokens.get(text) ?? text);
}
