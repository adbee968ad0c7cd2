import fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';
import { keyedHash } from './keyed-hash.js';

const hash = keyedHash(Buffer.alloc(32, 3));

describe('keyed hashes', () => {
  it('stay the same for ever: ids in logs are made of them', () => {
    expect(hash.hash('person', 'hr', 'DE01', '4711', 1)).toBe('51decd67f102564c26f118f0df315dd40272b7ec34006e184d303eeb95808959');
    expect(hash.id('person', 'hr', 'DE01', '4711', 1)).toBe('51decd67-f102-864c-a6f1-18f0df315dd4');
  });

  it('depend on the secret, the purpose and every part', () => {
    const made = [
      hash.hash('person', 'a', 'b'), hash.hash('person', 'ab'), hash.hash('person', 'a', 'b', ''), hash.hash('case', 'a', 'b'),
      hash.hash('person', 1), hash.hash('person', '1'), keyedHash(Buffer.alloc(32, 4)).hash('person', 'a', 'b'),
    ];
    expect(new Set(made).size).toBe(made.length);
    expect(hash.secret('a').equals(hash.secret('b'))).toBe(false);
  });

  it('make ids that are UUIDs', () => {
    fc.assert(fc.property(fc.array(fc.string()), (parts) => {
      expect(hash.id('person', ...parts)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }));
  });
});

describe('canonical JSON', () => {
  it('is JSON, and the same whatever the order of keys', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed(value))).toBe(text);
    }));
  });

  it('has no undefined', () => {
    expect(canonicalJson({ b: 1, a: undefined })).toBe('{"b":1}');
    expect(canonicalJson(undefined)).toBe('null');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)]));
}
