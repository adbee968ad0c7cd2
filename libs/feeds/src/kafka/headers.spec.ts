import fc from 'fast-check';
import { travelledRecord } from '../../test/patched-record.js';
import { CommonHeaders, headerName, HeaderReader, HeaderWriter } from './headers.js';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ minLength: 60, maxLength: 9_000 }));
const headers = fc.dictionary(fc.string({ unit: 'binary', minLength: 1, maxLength: 70 }), text, { maxKeys: 30 });
const both = fc.record({ common: headers, own: headers }).map(({ common, own }) => ({ common, own: Object.fromEntries(Object.entries(own).filter(([name]) => !Object.hasOwn(common, name))) }));
const writer = new HeaderWriter();

function written({ common, own }: { common: Record<string, string>; own: Record<string, string> }): Buffer {
  writer.begin(new CommonHeaders(common));
  for (const [name, value] of Object.entries(own)) writer.add(headerName(name), value);
  return writer.done();
}

describe('headers as bytes', () => {
  it('are those that any client of Kafka reads, whatever they hold and whatever was written before', () => {
    fc.assert(fc.property(both, (message) => {
      const read = travelledRecord({ value: '', headers: written(message) }).headers;
      expect(Object.entries(read).map(([name, value]) => [name, String(value)])).toEqual(Object.entries({ ...message.common, ...message.own }).map(([name, value]) => [name, Buffer.from(value).toString()]));
    }));
  });

  it('are found by name, whatever stood there in the message before', () => {
    fc.assert(fc.property(fc.array(headers, { minLength: 1, maxLength: 4 }), (messages) => {
      const names = [...new Set(messages.flatMap((message) => Object.keys(message)).map((name) => Buffer.from(name).toString()))];
      const reader = new HeaderReader(names);
      for (const message of messages) {
        reader.read(travelledRecord({ value: '', headers: message }).headerBytes);
        const known = new Map(Object.entries(message).map(([name, value]) => [Buffer.from(name).toString(), Buffer.from(value).toString()]).reverse() as [string, string][]);
        expect(names.map((_, wanted) => reader.text(wanted))).toEqual(names.map((name) => known.get(name)));
      }
    }));
  });

  it('that are none are refused, wherever they break off', () => {
    const bytes = travelledRecord({ value: '', headers: { a: 'x', 'a-longer-name': 'y'.repeat(300), two: ['1', '2'] } }).headerBytes;
    const reader = new HeaderReader(['a']);
    expect(() => reader.read(bytes)).not.toThrow();
    for (let end = 0; end < bytes.length; end++) expect(() => reader.read(bytes.subarray(0, end))).toThrow(RangeError);
    expect(() => reader.read(Buffer.from('02ffffffffffffff', 'hex'))).toThrow(RangeError);
  });
});
