import { readdirSync, readFileSync } from 'node:fs';
import { contradictionAdvice } from './person/contradictions.js';
import { errorCodes } from './error-codes.js';

const here = new URL('..', import.meta.url);
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
  .map((file) => readFileSync(new URL(file, here), 'utf8'));
const thrown = sources.flatMap((text) => [...text.matchAll(/new DomainError\('([a-z-]+)'/g)].map((match) => match[1]!));

describe('error codes', () => {
  it('are documented, all that are thrown and no other', () => {
    const found = [...new Set([...thrown, ...Object.keys(contradictionAdvice)])].sort();
    expect(Object.keys(errorCodes).sort()).toEqual(found);
  });
});
