import { formatTable, narrator } from './narrator.js';

describe('what the demo prints', () => {
  it('aligns columns, numbers to the right, and shows what is missing', () => {
    expect(formatTable(['figure', 'n'], [['skill transfer', 104], ['access', null]])).toEqual([
      'figure            n',
      '──────────────  ───',
      'skill transfer  104',
      'access            –',
    ]);
  });

  it('numbers chapters and gives back what they made', async () => {
    const lines: string[] = [];
    const tell = narrator((text) => lines.push(text));
    expect(await tell.chapter('The file', async () => 7)).toBe(7);
    expect(lines[0]).toContain('1. The file');
    await expect(tell.chapter('A fault', () => Promise.reject(new Error('x')))).rejects.toThrow('x');
  });
});
