import type { ExchangeGraph } from './exchange-graph.js';

export interface Components {
  /** Component of each node; an arc never leads to a component with a higher number. */
  readonly of: Int32Array;
  readonly count: number;
}

/** Strongly connected components (Tarjan 1972) with an explicit stack. O(nodes + arcs). */
export function components({ nodes, start, target }: ExchangeGraph): Components {
  const of = new Int32Array(nodes).fill(-1);
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const open = new Int32Array(nodes);
  const path = new Int32Array(nodes);
  const pointer = start.slice(0, nodes);
  let visited = 0;
  let openSize = 0;
  let count = 0;
  for (let root = 0; root < nodes; root++) {
    if (order[root]! >= 0) continue;
    let depth = 0;
    path[0] = root;
    order[root] = low[root] = visited++;
    open[openSize++] = root;
    while (depth >= 0) {
      const a = path[depth]!;
      if (pointer[a]! < start[a + 1]!) {
        const b = target[pointer[a]!++]!;
        if (order[b]! < 0) {
          order[b] = low[b] = visited++;
          open[openSize++] = b;
          path[++depth] = b;
        } else if (of[b]! < 0) {
          low[a] = Math.min(low[a]!, order[b]!);
        }
        continue;
      }
      depth--;
      if (depth >= 0) low[path[depth]!] = Math.min(low[path[depth]!]!, low[a]!);
      if (low[a] !== order[a]) continue;
      let member: number;
      do {
        member = open[--openSize]!;
        of[member] = count;
      } while (member !== a);
      count++;
    }
  }
  return { of, count };
}
