import fc from 'fast-check';
import { NOT_SYSTEM, Names } from './names.js';

describe('names on a shared server', () => {
  const names = new Names('matching');

  it('lead back to the stream, for any name', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), (stream) => expect(names.own(names.stored(stream))).toBe(stream)));
  });

  it('are filtered by category to the last character', () => {
    const regex = new RegExp(names.regexOf(['pairing', 'matchRun']), 'u');
    const passing = ['matching.pairing-1', 'matching.pairing', 'matching.matchRun-a-b'];
    const others = ['matching.pairings-1', 'sessions.pairing-1', 'matchingxpairing-1', 'pairing-1', '$ce-matching.pairing', 'matching.block-1'];
    expect(passing.filter((name) => regex.test(name))).toEqual(passing);
    expect(others.filter((name) => regex.test(name))).toEqual([]);
    expect(new RegExp(names.regexOf(['a.b*']), 'u').test('matching.aXb-1')).toBe(false);
    expect(['$all', '$$x', '$stats-1', 'x'].filter((name) => new RegExp(NOT_SYSTEM, 'u').test(name))).toEqual(['x']);
  });

  it('tell own events from others, the server’s, and the epoch’s', () => {
    const kind = (streamId: string, type = 'Happened') => names.kind({ streamId, type });
    expect([kind('matching.pairing-1'), kind('sessions.pairing-1'), kind('flipside.epoch'), kind('$stats'), kind('matching.pairing-1', '$metadata')])
      .toEqual(['own', 'other', 'epoch', 'system', 'system']);
    expect(() => new Names('flipside')).toThrow(RangeError);
    expect(() => new Names('Two words')).toThrow(RangeError);
  });
});
