import fc from 'fast-check';
import { v5 } from 'uuid';
import { deriveId } from './ids.js';

describe('derived ids', () => {
  it('are UUIDs of version 5 of the parts as JSON, in a namespace that never changes', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.integer())), (parts) => {
      expect(deriveId(...parts)).toBe(v5(JSON.stringify(parts), '5f0c6b1e-2f2b-5b0e-9b0c-0f1d8a3e7c11'));
    }));
  });
});
