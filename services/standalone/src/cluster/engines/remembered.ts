import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Which engines hold a cluster's data. */
export interface EngineKinds {
  readonly postgres: string;
  readonly kafka: string;
  readonly eventStore: string;
}

interface Remembered extends EngineKinds {
  readonly id: string;
}

const FILE = 'engines.json';

/**
 * Remembers in a cluster's folder which engines hold its data: what was told to one broker is not in another.
 * @returns an id of this cluster, for names on brokers that others use too.
 * @throws Error when the folder's data is in other engines than were opened now.
 */
export async function rememberEngines(folder: string, kinds: EngineKinds): Promise<string> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) {
    const id = randomBytes(4).toString('hex');
    await writeFile(file, JSON.stringify({ id, ...kinds } satisfies Remembered, undefined, 2));
    return id;
  }
  const known = JSON.parse(text) as Remembered;
  const others = (['postgres', 'kafka', 'eventStore'] as const).filter((name) => known[name] !== kinds[name]);
  if (others.length === 0) return known.id;
  const what = others.map((name) => `${name} was ${known[name]}, now it is ${kinds[name]}`).join('; ');
  throw new Error(`${folder} holds a cluster on other engines (${what}): provide those again, or empty it with npm run reset -- --cluster`);
}
