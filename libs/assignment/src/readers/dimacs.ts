import { sparseCosts } from './costs.js';
import { refuseFile, wholeNumber } from './file-problem.js';
import type { FileProblem, ReadOptions } from './file-problem.js';

interface State {
  nodes: number;
  arcs: number;
  readonly sources: Set<number>;
  readonly from: number[];
  readonly to: number[];
  readonly cost: number[];
  readonly line: number[];
}

/**
 * A DIMACS assignment file (First DIMACS Challenge 1991): `c` comments, `p asn NODES ARCS`, `n ID` for every source, then
 * `a SOURCE TARGET COST`. Costs are minimised, everybody is matched; node ids from 1. Without any `n` line the sources are the nodes
 * that arcs leave.
 */
export function readDimacs(text: string, options: ReadOptions = {}): FileProblem {
  const state: State = { nodes: -1, arcs: -1, sources: new Set(), from: [], to: [], cost: [], line: [] };
  text.split(/\r?\n/).forEach((content, k) => {
    const words = content.trim().split(/\s+/);
    if (words[0] !== '') readLine(state, words, k + 1);
  });
  if (state.nodes < 0) refuseFile(0, "There is no line 'p asn NODES ARCS'.");
  if (state.from.length !== state.arcs) refuseFile(0, `The file announces ${state.arcs} arcs and has ${state.from.length}.`);
  const stated = state.sources.size > 0;
  if (!stated) state.from.forEach((id) => state.sources.add(id));
  const file = renumbered(state, options);
  return stated || state.arcs === 0 ? file : { ...file, notes: [...file.notes, "no line 'n ID': the sources are the nodes that arcs leave"] };
}

function readLine(state: State, [kind, ...words]: readonly string[], line: number): void {
  if (kind!.startsWith('c')) return;
  if (kind === 'p') readHeader(state, words, line);
  else if (state.nodes < 0) refuseFile(line, "The line 'p asn NODES ARCS' must come first.");
  else if (kind === 'n') state.sources.add(node(state, words[0], line));
  else if (kind === 'a') readArc(state, words, line);
  else refuseFile(line, `'${kind}' begins no line of a DIMACS assignment file.`);
}

function readArc(state: State, [from, to, cost]: readonly string[], line: number): void {
  state.from.push(node(state, from, line));
  state.to.push(node(state, to, line));
  state.cost.push(wholeNumber(cost, line, 'The cost'));
  state.line.push(line);
}

function readHeader(state: State, words: readonly string[], line: number): void {
  if (state.nodes >= 0) refuseFile(line, 'There is a second problem line.');
  if (words[0] !== 'asn') refuseFile(line, `The problem is '${words[0] ?? ''}', not 'asn'.`);
  state.nodes = wholeNumber(words[1], line, 'The number of nodes');
  state.arcs = wholeNumber(words[2], line, 'The number of arcs');
  if (state.nodes < 0 || state.nodes > 2_000_000 || state.arcs < 0) refuseFile(line, 'The numbers of nodes and arcs are out of range.');
}

function node({ nodes }: State, text: string | undefined, line: number): number {
  const id = wholeNumber(text, line, 'A node');
  return id >= 1 && id <= nodes ? id : refuseFile(line, `Node ${id} is not 1 to ${nodes}.`);
}

/** Sources become rows and all other nodes columns, in order of id. */
function renumbered({ nodes, sources, from, to, cost, line }: State, options: ReadOptions): FileProblem {
  const index = new Int32Array(nodes + 1);
  const rowNames: string[] = [];
  const columnNames: string[] = [];
  for (let id = 1; id <= nodes; id++) index[id] = (sources.has(id) ? rowNames : columnNames).push(String(id)) - 1;
  from.forEach((id, k) => {
    if (!sources.has(id)) refuseFile(line[k]!, `Node ${id} is no source (no line 'n ${id}').`);
    if (sources.has(to[k]!)) refuseFile(line[k]!, `Node ${to[k]} is a source and can't be a target.`);
  });
  const pairs = { row: from.map((id) => index[id]!), column: to.map((id) => index[id]!), value: cost, lineOf: (k: number) => line[k]! };
  return { ...sparseCosts('dimacs', rowNames.length, columnNames.length, pairs, options), rowNames, columnNames };
}
