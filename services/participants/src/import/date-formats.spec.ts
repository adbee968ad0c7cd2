import { dateFormat, readDate, type DateWords } from './date-formats.js';

const read = (text: string, formats: readonly string[], words?: DateWords) =>
  readDate(text, formats.map((format) => dateFormat(format, words)));

describe('dates', () => {
  it.each([
    ['2024-02-29', 'yyyy-MM-dd', '2024-02-29'],
    ['29-Aug-19', 'd-MMM-yy', '2019-08-29'],
    ['8-Mar-23', 'd-MMM-yy', '2023-03-08'],
    ['1-Sept-99', 'd-MMM-yy', '1999-09-01'],
    ['03/04/2024', 'dd/MM/yyyy', '2024-04-03'],
    ['3.4.2024', 'd.M.yyyy', '2024-04-03'],
    ['April 3, 2024', 'MMMM d, yyyy', '2024-04-03'],
    ['2024-04-03T08:15:00', 'yyyy-MM-ddTHH:mm:ss', '2024-04-03'],
    ['21-09-57 0:00', 'dd-MM-yy H:mm', '2057-09-21'],
    ['20240403', 'yyyyMMdd', '2024-04-03'],
  ])('%s by %s is %s', (text, format, date) => expect(read(text, [format])).toEqual({ date }));

  it('of two-digit years turn at the pivot', () => {
    expect(read('1-Jan-57', ['d-MMM-yy'], { pivot: 30 })).toEqual({ date: '1957-01-01' });
    expect(read('1-Jan-69', ['d-MMM-yy'])).toEqual({ date: '2069-01-01' });
    expect(read('1-Jan-70', ['d-MMM-yy'])).toEqual({ date: '1970-01-01' });
  });

  it('know months in the words of the file', () => {
    const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');
    expect(read('3 févr. 2024', ['d MMM yyyy'], { months })).toEqual({ date: '2024-02-03' });
    expect(read('3 jui 2024', ['d MMM yyyy'], { months })).toEqual({ fault: 'impossible-date' });
  });

  it.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-00-10', '0024-01-01', 'soon', '2024-1-1', '2024-01-01x'])(
    '%s is none', (text) => expect(read(text, ['yyyy-MM-dd'])).toEqual({ fault: 'impossible-date' }));

  it('that two formats read as two days are not guessed', () => {
    const both = ['dd/MM/yyyy', 'MM/dd/yyyy'];
    expect(read('03/04/2024', both)).toEqual({ fault: 'ambiguous-date' });
    expect(read('13/04/2024', both)).toEqual({ date: '2024-04-13' });
    expect(read('04/04/2024', both)).toEqual({ date: '2024-04-04' });
  });

  it('may be left out', () => expect(read('', ['yyyy-MM-dd'])).toEqual({ date: null }));

  it.each(['yyyy-MM', 'dd/MM', 'YYYY-MM-DD', 'yyyy-MM-dd Z', 'yyy-MM-dd', ''])('have no format %s', (format) =>
    expect(() => dateFormat(format)).toThrow(expect.objectContaining({ code: 'date-format-unknown' })));
});
