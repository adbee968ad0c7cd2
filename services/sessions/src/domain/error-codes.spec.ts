import { readdirSync, readFileSync } from 'node:fs';
import { errorCodes } from './error-codes.js';

const here = new URL('.', import.meta.url);
const sources = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && file !== 'error-codes.ts')
  .map((file) => readFileSync(new URL(file, here), 'utf8'));
/** Thrown here, or handed to what throws for everybody to whom a thing does not exist. */
const thrown = sources.flatMap((text) => [...text.matchAll(/(?:DomainError\(\s*|notFound\(|sideOf\([^']*)'([a-z]+-[a-z-]+)'/g)]);

describe('error codes', () => {
  it('are documented, all that are thrown and no other', () => {
    expect(Object.keys(errorCodes).sort()).toEqual([...new Set(thrown.map((match) => match[1]!))].sort());
  });

  it('answer not found to what is not yours', () => {
    const hidden = Object.entries(errorCodes).filter(([code]) => code.endsWith('-not-found'));
    expect(hidden.map(([, { status }]) => status)).toEqual(hidden.map(() => 404));
  });
});
