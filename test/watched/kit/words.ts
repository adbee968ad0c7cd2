import { readdir, readFile } from 'node:fs/promises';
import { sampleOrganisation } from '@flipside/standalone/sample/sample-organisation';

/** Domain of every address in the HR files. */
const MAIL = '@halden.example';
/** A text that somebody wrote has blanks; codes, days and ids have none. */
const WRITTEN = /\S\s\S/;
/** A sentence in a program. */
const SENTENCE = /'([A-Z][^'\n]*[.?])'/g;

/** What leads to people, and what they said: to be looked for where neither may be. */
export class Words {
  /** Names and employee numbers: none is a word of any other text. */
  readonly single: ReadonlySet<string>;
  /** Texts with blanks, and the end of every address. */
  readonly texts: readonly string[];

  /** @param said all texts that people wrote; those without a blank, and names, are left out. */
  constructor(said: Iterable<string>) {
    const { people } = sampleOrganisation();
    this.single = new Set(people.flatMap(({ given, family, number }) => [given, family, number]));
    const written = [...said].filter((text) => WRITTEN.test(text) && !text.split(' ').some((word) => this.single.has(word)));
    this.texts = [...new Set([MAIL, ...written].flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]))];
  }

  /** Those that stand in a text. Names and numbers count as whole words: `Halo` is in no `Halogen`, and `100001` in no digits of an id. */
  in(text: string): readonly string[] {
    const found = new Set([...text.matchAll(/\d+\.\d+|[\p{L}\p{N}]+/gu)].map(([word]) => word).filter((word) => this.single.has(word)));
    return [...found, ...this.texts.filter((one) => text.includes(one))];
  }
}

/** What the demo's people say in its sources, so that nothing is missed that somebody forgot to seal. */
export async function saidInTheDemo(): Promise<readonly string[]> {
  const sources = new URL('../../../services/standalone/src/demo/', import.meta.url);
  const files = [...(await readdir(sources)).filter((name) => name.endsWith('-tasks.ts')), 'chapters/05-agreements.ts'];
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, sources), 'utf8')));
  return texts.flatMap((text) => [...text.matchAll(SENTENCE)].map(([, sentence]) => sentence!));
}
