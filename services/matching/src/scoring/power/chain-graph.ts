import { DomainError } from '@flipside/event-sourcing';
import type { SnapshotLinks } from '../snapshot.js';

export interface ChainPerson {
  readonly personId: string;
  readonly links: SnapshotLinks;
}

/** Everybody above one person by any mix of the three links: nodes ascending, and the fewest links to each. */
export interface Above {
  readonly nodes: Int32Array;
  readonly distances: Int32Array;
}

/** Who stands above whom. Nodes are numbers of people, to be asked about millions of times. */
export interface ChainGraph {
  readonly size: number;
  /** @throws DomainError `snapshot-invalid` for a person who is not in it. */
  indexOf(personId: string): number;
  /** Line, dotted-line and appraising managers, each once, ascending. */
  managersOf(node: number): Int32Array;
  /** Remembered after the first time. */
  above(node: number): Above;
  /** Fewest links from `node` up to `other`; 0 where it does not stand above. */
  distanceUp(node: number, other: number): number;
  /**
   * True where every way up ends at a declared top of the tree. An unknown manager, a link that leads to nobody known, or a
   * circle leaves it unfinished.
   */
  isFinished(node: number): boolean;
}

/** O(people) to build; a person's chain is walked when it is first asked for. */
export function chainGraph(people: readonly ChainPerson[]): ChainGraph {
  const index = new Map(people.map(({ personId }, node) => [personId, node]));
  const managers = people.map(({ links }) => nodesOf(links, index));
  const complete = people.map(({ links }) => isComplete(links, index));
  const walked: (Above | undefined)[] = new Array(people.length);
  const finished = new Int8Array(people.length);
  const walk = walker(managers);
  const above = (node: number): Above => (walked[node] ??= walk(node));
  return {
    size: people.length,
    indexOf: (personId) => {
      const node = index.get(personId);
      if (node === undefined) throw new DomainError('snapshot-invalid', 'The snapshot names a person whom it does not hold.');
      return node;
    },
    managersOf: (node) => managers[node]!,
    above,
    distanceUp: (node, other) => distanceIn(above(node), other),
    isFinished: (node) => finishes(node, managers, complete, finished),
  };
}

function nodesOf({ line, dottedLine, appraiser }: SnapshotLinks, index: ReadonlyMap<string, number>): Int32Array {
  const nodes = new Set<number>();
  for (const id of [line, ...dottedLine, appraiser]) {
    const node = id === null ? undefined : index.get(id);
    if (node !== undefined) nodes.add(node);
  }
  return Int32Array.from(nodes).sort();
}

function isComplete(links: SnapshotLinks, index: ReadonlyMap<string, number>): boolean {
  const { line, dottedLine, appraiser, unresolved, topOfTree } = links;
  if (unresolved.length > 0 || (line === null && !topOfTree)) return false;
  return [line, ...dottedLine, appraiser].every((id) => id === null || index.has(id));
}

/** Breadth first, so that the first distance found is the fewest; one scratch for all walks. */
function walker(managers: readonly Int32Array[]): (from: number) => Above {
  const seen = new Int32Array(managers.length).fill(-1);
  const distance = new Int32Array(managers.length);
  return (from) => {
    const queue: number[] = [from];
    seen[from] = from;
    distance[from] = 0;
    for (let at = 0; at < queue.length; at++) {
      const node = queue[at]!;
      for (const manager of managers[node]!) {
        if (seen[manager] === from) continue;
        seen[manager] = from;
        distance[manager] = distance[node]! + 1;
        queue.push(manager);
      }
    }
    const nodes = Int32Array.from(queue.slice(1)).sort();
    return { nodes, distances: nodes.map((node) => distance[node]!) };
  };
}

function distanceIn({ nodes, distances }: Above, wanted: number): number {
  let low = 0;
  let high = nodes.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (nodes[middle] === wanted) return distances[middle]!;
    if (nodes[middle]! < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

const NEW = 0;
const OPEN = 1;
const FINISHED = 2;
const UNFINISHED = 3;

/** Depth first without recursion, marks shared by all calls: each person is looked at once. */
function finishes(start: number, managers: readonly Int32Array[], complete: readonly boolean[], marks: Int8Array): boolean {
  const stack = [start];
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    if (marks[node] === NEW) {
      marks[node] = OPEN;
      for (const manager of managers[node]!) if (marks[manager] === NEW) stack.push(manager);
      continue;
    }
    stack.pop();
    if (marks[node] !== OPEN) continue;
    // A manager who is still open stands above and below: a circle, which has no top.
    const ends = complete[node]! && managers[node]!.every((manager) => marks[manager] === FINISHED);
    marks[node] = ends ? FINISHED : UNFINISHED;
  }
  return marks[start] === FINISHED;
}
