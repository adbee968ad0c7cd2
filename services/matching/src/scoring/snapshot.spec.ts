import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSnapshot } from '../testing/random-snapshot.js';

const TRAITS = ['trait', 'gender', 'ethnic', 'disab', 'religio', 'birth', 'sexual', 'nationality'];

describe('a snapshot', () => {
  it('has no traits, names or free text, whatever is in it', () => {
    const keys = new Set<string>();
    JSON.stringify(randomSnapshot({ seed: 3, mentors: 40, mentees: 40, oddOneIn: 3 }), (key, value: unknown) => {
      keys.add(key);
      return value;
    });
    expect([...keys].filter((key) => /name|text|email|title|number$/i.test(key))).toEqual([]);
    expect([...keys].filter((key) => TRAITS.some((trait) => key.toLowerCase().includes(trait)))).toEqual([]);
  });

  it('is all that scoring reads: no file of it knows a trait', () => {
    const folder = import.meta.dirname;
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.spec)\.ts$/.test(file));
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const code = readFileSync(join(folder, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '').toLowerCase();
      expect([file, TRAITS.filter((trait) => code.includes(trait))]).toEqual([file, []]);
    }
  });
});
