import fc from 'fast-check';
import { readRecords, type CsvFormat, type CsvRecord } from './records.js';

/** The bytes in pieces of a size, as an upload brings them. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(file: string | Buffer, size = 7, format: CsvFormat = {}): Promise<readonly CsvRecord[]> {
  const found: CsvRecord[] = [];
  for await (const record of readRecords(pieces(Buffer.from(file as string), size), format)) found.push(record);
  return found;
}

const row = (line: number, ...cells: string[]): CsvRecord => ({ line, cells });

describe('the rows of a file', () => {
  it('are read with commas, quotes, either line end and a last line without one', async () => {
    const file = 'a,b\r\n1,"x, ""y"""\n2,"two\r\nlines"\n3,z';
    expect(await read(file)).toEqual([row(1, 'a', 'b'), row(2, '1', 'x, "y"'), row(3, '2', 'two\r\nlines'), row(5, '3', 'z')]);
  });

  it('are read past a byte-order mark and blank lines, with other delimiters', async () => {
    expect(await read('\ufeffa;b\n\n  \n1;2\n', 1, { delimiter: ';' })).toEqual([row(1, 'a', 'b'), row(4, '1', '2')]);
  });

  it('are read in UTF-16 by its mark, and in an old code page where that is said', async () => {
    expect(await read(Buffer.from('\ufeffname\nZoë\n', 'utf16le'))).toEqual([row(1, 'name'), row(2, 'Zoë')]);
    const old = await read(Buffer.from('name\nZoë\n', 'latin1'), 7, { encoding: 'windows-1252' });
    expect(old).toEqual([row(1, 'name'), row(2, 'Zoë')]);
  });

  it('lose a row of broken UTF-8 and no other', async () => {
    const file = Buffer.concat([Buffer.from('a,b\n1,é\n2,'), Buffer.from([0xc3, 0x28]), Buffer.from('\n3,\ufffd\n')]);
    const broken: CsvRecord = { line: 3, broken: 'broken-utf8' };
    expect(await read(file)).toEqual([row(1, 'a', 'b'), row(2, '1', 'é'), broken, row(4, '3', '\ufffd')]);
  });

  it('lose a row whose quote is never closed, or closed too early, and no other', async () => {
    const broken = (line: number): CsvRecord => ({ line, broken: 'broken-quotes' });
    expect(await read('a,b\n1,"oops\n2,x\n3,y\n')).toEqual([row(1, 'a', 'b'), broken(2), row(3, '2', 'x'), row(4, '3', 'y')]);
    expect(await read('a,b\n1,"oops\n2,"x"\n3,y\n')).toEqual([row(1, 'a', 'b'), broken(2), row(3, '2', 'x'), row(4, '3', 'y')]);
    expect(await read('a,b\n"q"z,1\n2,x\n')).toEqual([row(1, 'a', 'b'), broken(2), row(3, '2', 'x')]);
    expect(await read('a,b\n1,"oops')).toEqual([row(1, 'a', 'b'), broken(2)]);
  });

  it('keep a quote in the middle of a field', async () =>
    expect(await read('a,b\n1,5" disk\n2,x\n')).toEqual([row(1, 'a', 'b'), row(2, '1', '5" disk'), row(3, '2', 'x')]));

  it('lose a row that is too long for memory and no other', async () => {
    const long = 'k'.repeat(200_000);
    const found = await read(`a,b\n1,${long}\n2,x\n3,"${long.replaceAll('kk', 'k\n')}"\n4,y\n`, 4_096);
    expect(found.slice(0, 3)).toEqual([row(1, 'a', 'b'), { line: 2, broken: 'row-too-long' }, row(3, '2', 'x')]);
    expect(found[3]).toEqual({ line: 4, broken: 'broken-quotes' });
    expect(found.at(-1)).toEqual(row(100_005, '4', 'y'));
  });

  it('come the same from one piece as from many', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index},"Mad ""x""\n${'é'.repeat(index % 40)}"`);
    const file = ['a,b', ...lines].join('\n');
    const found = await read(file, 10_000_000);
    expect(found).toHaveLength(20_001);
    expect(found).toEqual(await read(file, 1_000));
    expect(found.at(-1)!.line).toBe(40_000);
  });

  it('come the same whatever they hold and however the bytes arrive', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', '😀'), maxLength: 6 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 20 });
    await fc.assert(fc.asyncProperty(table, fc.integer({ min: 1, max: 50 }), async (rows, size) => {
      const quoted = rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','));
      const found = await read(`${quoted.join('\n')}\n`, size);
      expect(found.map((record) => 'cells' in record && record.cells)).toEqual(rows);
      const lines = quoted.map((_, index) => quoted.slice(0, index).join('\n').split('\n').length + (index > 0 ? 1 : 0));
      expect(found.map((record) => record.line)).toEqual(lines);
    }));
  });
});
