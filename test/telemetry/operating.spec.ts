import { readFile } from 'node:fs/promises';
import { registered, type Row } from './kit/registered.js';

/** The table of docs/operating.md: `| \`name\` | type | labels | meaning |`. */
async function documented(): Promise<readonly Row[]> {
  const text = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  return [...text.matchAll(/^\| `(flipside_\w+)` \| (\w+) \| ([^|]*) \| ([^|]*) \|$/gm)].map(([, name, type, labels, help]) => ({
    name: name!, type: type!, labels: labels!.split(',').map((label) => label.trim()).filter(Boolean), help: help!.trim(),
  }));
}

describe('docs/operating.md', () => {
  it('has every metric as it is registered, and no other', async () => {
    const byName = (a: Row, b: Row): number => (a.name < b.name ? -1 : 1);
    expect([...(await documented())].sort(byName)).toEqual([...registered()].sort(byName));
  });
});
