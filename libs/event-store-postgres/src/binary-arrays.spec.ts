import { jsonArray, Room, textArray } from './binary-arrays.js';

const itemsOf = (array: Buffer): readonly string[] => {
  const items: string[] = [];
  for (let offset = 20; offset < array.length; ) {
    const size = array.readInt32BE(offset);
    items.push(array.toString('utf8', offset + 4, offset + 4 + size));
    offset += 4 + size;
  }
  return items;
};

describe('arrays of one call', () => {
  it('stay as they are while the room they are in grows', () => {
    const room = new Room();
    const streams = textArray(room, ['session-ä', 'session-b']);
    const large = jsonArray(room, [JSON.stringify('x'.repeat(300_000)), '{}']);
    const types = textArray(room, ['SessionConfirmed']);
    expect([itemsOf(streams), itemsOf(types)]).toEqual([['session-ä', 'session-b'], ['SessionConfirmed']]);
    expect(itemsOf(large).map(({ length }) => length)).toEqual([300_002, 2]);
  });

  it('are written over by the next call, and nothing of a longer one is left in a shorter one', () => {
    const room = new Room();
    textArray(room, ['a longer text than the next']);
    room.clear();
    expect(itemsOf(textArray(room, ['short', '']))).toEqual(['short', '']);
  });
});
