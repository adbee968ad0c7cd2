import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cases } from './cases.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH']}` };

interface Message {
  readonly ruleId: string | null;
  readonly message: string;
}

/** Lints texts as if they stood at their paths; none is written to disk. */
function lint(texts: readonly { readonly filePath: string; readonly code: string }[]): readonly (readonly Message[])[] {
  const input = JSON.stringify(texts);
  const output = execFileSync('node', [join(root, 'test/architecture/lint-texts.mjs'), root], { env, cwd: root, input, encoding: 'utf8', maxBuffer: 2 ** 26 });
  return JSON.parse(output.slice(output.lastIndexOf('\n'))) as Message[][];
}

describe('the rules of the architecture', () => {
  let forbidden: readonly (readonly Message[])[];
  let allowed: readonly (readonly Message[])[];

  beforeAll(() => {
    execFileSync('nx', ['show', 'projects'], { env, cwd: root });
    const texts = [...cases.map(({ at, forbidden: code }) => ({ filePath: at, code })), ...cases.map(({ at, allowed: code }) => ({ filePath: at, code }))];
    const results = lint(texts.map(({ filePath, code }) => ({ filePath: join(root, filePath), code })));
    forbidden = results.slice(0, cases.length);
    allowed = results.slice(cases.length);
  });

  it.each(cases.map((one, index) => [one.rule, index] as const))('%s', (_, index) => {
    const { by } = cases[index]!;
    expect(forbidden[index]!.map(({ ruleId }) => ruleId)).toContain(by);
    expect(allowed[index]!.filter(({ ruleId }) => ruleId === by || ruleId === null)).toEqual([]); // null: it can't be read
  });

  it('names every library in a rule of its own', () => {
    const projects = (JSON.parse(execFileSync('nx', ['show', 'projects', '--json', '--projects', 'libs/*'], { env, cwd: root, encoding: 'utf8' })) as string[]);
    const ruled = new Set(cases.filter(({ by }) => by.startsWith('@nx')).map(({ at }) => at.split('/')[1]));
    expect(projects.filter((name) => name !== 'testing' && !ruled.has(name))).toEqual([]);
  });

  it('fails when the boundaries between projects are left out for want of a project graph', () => {
    const nowhere = mkdtempSync(join(tmpdir(), 'no-graph-'));
    const file = 'libs/contracts/src/contract.ts';
    const strict = (more: object) => spawnSync('node', ['tools/strict-eslint.mjs', file], { env: { ...env, ...more }, cwd: root, encoding: 'utf8' });
    const without = strict({ NX_WORKSPACE_DATA_DIRECTORY: nowhere });
    expect([without.status, without.stderr]).toEqual([1, expect.stringContaining('boundaries between projects were not checked')]);
    expect(strict({}).status).toBe(0);
    rmSync(nowhere, { recursive: true });
  });
});
