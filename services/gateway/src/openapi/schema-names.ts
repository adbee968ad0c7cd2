import type { OpenApi } from './document.js';
import { canonical, referencesIn } from './references.js';

/** New schema names by document: a document's map holds only names that change. */
export type SchemaNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * A schema keeps its name where all documents that have the name mean the same by it. Otherwise each gets the name of
 * its document in front, and so does whatever refers to it, since that then differs too.
 */
export function schemaNames(documents: ReadonlyMap<string, OpenApi>): SchemaNames {
  const differing = differingNames(documents);
  const taken = new Set([...documents.values()].flatMap((each) => Object.keys(schemasOf(each))));
  return new Map([...documents].map(([owner, document]) => {
    const own = Object.keys(schemasOf(document)).filter((name) => differing.has(name));
    return [owner, new Map(own.map((name) => [name, free(`${capitalised(owner)}${name}`, taken)]))];
  }));
}

function differingNames(documents: ReadonlyMap<string, OpenApi>): ReadonlySet<string> {
  const all = [...documents.values()].map(schemasOf);
  const shared = [...new Set(all.flatMap((each) => Object.keys(each)))].filter((name) => all.filter((each) => name in each).length > 1);
  const differing = new Set(shared.filter((name) => new Set(all.filter((each) => name in each).map((each) => canonical(each[name]))).size > 1));
  for (let before = -1; before !== differing.size; ) {
    before = differing.size;
    for (const name of shared) {
      if (all.some((each) => name in each && intersects(referencesIn(each[name]), differing))) differing.add(name);
    }
  }
  return differing;
}

function intersects(names: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...names].some((name) => others.has(name));
}

function free(name: string, taken: Set<string>): string {
  const found = taken.has(name) ? free(`${name}_`, taken) : name;
  taken.add(found);
  return found;
}

function schemasOf(document: OpenApi): Readonly<Record<string, unknown>> {
  return document.components?.schemas ?? {};
}

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
