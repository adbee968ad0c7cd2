import { readFileSync } from 'node:fs';
import { cases } from './mutations.js';

/** The cases themselves are played by `npm run test:full`; that their places are still there is known at once. */
it.each(cases)('the place of the mistake is there: $mistake', ({ points, mutated }) => {
  for (const { file, find } of [...points, ...mutated]) {
    const source = readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
    expect([file, find, source.split(find).length - 1]).toEqual([file, find, 1]);
  }
});
