import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { main as fuzz, tried } from './fuzz.js';
import { main } from './solve.js';

describe('npm run solve', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'solve-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function run(name: string, content: string | Uint8Array, ...options: string[]) {
    writeFileSync(join(folder, name), content);
    const lines: string[] = [];
    const code = await main([join(folder, name), ...options], (line) => lines.push(line));
    return { code, lines };
  }

  it('prints the optimum, the verdict, the time and the pairs as the file names them', async () => {
    const { code, lines } = await run('assign3.txt', '3\n9 2 8\n4 3 7\n3 1 9\n');
    expect(code).toBe(0);
    expect(lines).toContain('optimum     12');
    expect(lines).toContain('certificate holds: this is proven optimal');
    expect(lines.filter((line) => line.startsWith('pair'))).toEqual(['pair        1 2 2', 'pair        2 3 7', 'pair        3 1 3']);
    expect(lines.some((line) => /^time +[\d.]+ ms/.test(line))).toBe(true);
  });

  it('reads a file as it was downloaded, packed', async () => {
    const { lines } = await run('assign3.gz', gzipSync('3\n9 2 8\n4 3 7\n3 1 9\n'));
    expect(lines).toContain('optimum     12');
  });

  it('prints the greatest score of a CSV, and who stays alone', async () => {
    const { lines } = await run('pairs.csv', 'mentor,mentee,score\nAnn,Leo,900\nAnn,Mia,800\n', '--seed=3');
    expect(lines).toContain('optimum     900');
    expect(lines).toContain('alone       Mia');
  });

  it('says that not everybody can be matched, and what can be had', async () => {
    const { lines } = await run('assignp3.txt', '3\n1 1 5\n2 1 4\n3 3 1\n');
    expect(lines).toContain('optimum     none with everybody matched: INFEASIBLE; 5 with the most pairs, 2');
    expect(lines).toContain('alone       1');
    const gains = await run('gains.txt', '2\n1 7\n5 3\n', '--maximise');
    expect(gains.lines).toEqual(expect.arrayContaining(['optimum     12', 'pair        1 2 7', 'pair        2 1 5']));
  });

  it('says which line is wrong and exits with 1; without a file it says how to use it and exits with 2', async () => {
    const { code, lines } = await run('bad.csv', 'mentor,mentee,score\nAnn,Leo,x\n');
    expect([code, lines[0]]).toEqual([1, "refused (file-invalid): Line 2: The score must be a whole number, not 'x'."]);
    expect(await main([], () => undefined)).toBe(2);
    expect(await main(['nowhere.csv'], () => undefined)).toBe(1);
    expect(await main(['--workers=9', 'bad.csv'], () => undefined)).toBe(2);
    const help: string[] = [];
    expect([await main(['--help'], (line) => help.push(line)), help[0]]).toEqual([0, expect.stringContaining('npm run solve -- FILE')]);
  });
});

describe('the fuzzer', () => {
  it('tries at least one problem, and refuses times and seeds that would try none', async () => {
    const run = async (...args: string[]) => {
      const lines: string[] = [];
      return [await fuzz(args, (line) => lines.push(line)), lines[0]];
    };
    expect(await run('--minutes=0.0000001', '--seed=7')).toEqual([0, '1 problems from seed 7 on, no fault']);
    for (const wrong of ['--minutes=abc', '--minutes=0', '--minutes=', '--minutes=Infinity', '--seed=abc', '--seed=0.5', '--what']) {
      expect([wrong, ...(await run(wrong))]).toEqual([wrong, 2, expect.stringContaining('npm run fuzz:assignment')]);
    }
  });

  // 22 once found a column filled beyond its pairs in the core by a tie.
  it('finds no fault in its first problems', async () => {
    for (let seed = 1; seed <= 60; seed++) expect([seed, await tried(seed)]).toEqual([seed, null]);
  });
});
