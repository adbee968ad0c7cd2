import fc from 'fast-check';
import { createCursors } from './cursors.js';

const cursors = createCursors(Buffer.alloc(32, 5));
const invalid = expect.objectContaining({ code: 'cursor-invalid' });

describe('cursors', () => {
  it('give back what was signed, and the same text for the same value', () => {
    fc.assert(fc.property(fc.string(), fc.jsonValue(), (purpose, value) => {
      const cursor = cursors.sign(purpose, value);
      expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
      expect(cursors.verify(purpose, cursor)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(createCursors(Buffer.alloc(32, 5)).sign(purpose, value)).toBe(cursor);
    }));
  });

  it('show nothing of what they hold', () => {
    const cursor = cursors.sign('directory', { after: 'Lovelace, Ada' });
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('Lovelace');
  });

  it('are refused when a single bit was changed', () => {
    const bytes = Buffer.from(cursors.sign('directory', { after: 'x', n: 1 }), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(() => cursors.verify('directory', changed.toString('base64url'))).toThrow(invalid);
    }
  });

  it('are refused for another list, by another secret, and where they are none', () => {
    const cursor = cursors.sign('directory', 7);
    expect(() => cursors.verify('sessions', cursor)).toThrow(invalid);
    expect(() => createCursors(Buffer.alloc(32, 6)).verify('directory', cursor)).toThrow(invalid);
    const none = ['', 'x', `${cursor}=`, `${cursor} `, cursor.slice(0, -1), `${cursor}A`, 'null', '{}', '%', 'é'.repeat(50)];
    for (const text of none) {
      expect(() => cursors.verify('directory', text)).toThrow(invalid);
    }
  });
});
