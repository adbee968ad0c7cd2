import type { ExternalKey } from '../domain/person/events.js';
import { cell, fold, text, type Findings, type Header, type Reader } from './cells.js';
import type { ImportMapping, ManagerSource } from './mapping.js';
import type { NamedManager, StatedRow } from './stated-row.js';

type Managers = StatedRow['managers'] & { readonly topOfTree: boolean };
type ManagersReader = (cells: readonly string[], findings: Findings, own: ExternalKey, name: string) => Managers;

/** Whom a row names as managers, and whether it declares that there is none. */
export function managersReader(mapping: ImportMapping, header: Header): ManagersReader {
  const above = aboveReader(mapping, header);
  const dottedLine = manyReader(header, mapping.dottedLine, 'dottedLine');
  const appraiser = manyReader(header, mapping.appraiser, 'appraiser');
  return (cells, findings, own, name) => ({
    ...above(cells, findings, own, name),
    dottedLine: dottedLine(cells, findings),
    appraiser: appraiser(cells, findings)[0] ?? null,
  });
}

type Above = Pick<Managers, 'line' | 'topOfTree'>;
type AboveReader = (...row: Parameters<ManagersReader>) => Above;

/** The line manager. None is declared by number, by a word, or, where the mapping says so, by naming oneself. */
function aboveReader({ manager, topOfTree: top }: ImportMapping, header: Header): AboveReader {
  const read = manyReader(header, manager, 'manager');
  const numbers = new Set(top?.numbers ?? []);
  const isWord = wordReader(top, header);
  // A word in the manager's own column ("none") is nobody's name.
  const isNobody = top?.column === manager?.column ? isWord : () => false;
  const isTheirOwn = top?.selfManaged === true ? isOneself : () => false;
  return (cells, findings, own, name) => {
    if (isNobody(cells, findings)) return { line: null, topOfTree: true };
    const [line = null] = read(cells, findings);
    if (isTheirOwn(line, own, name)) return { line: null, topOfTree: true };
    const topOfTree = isWord(cells, findings) || numbers.has(own.number);
    if (topOfTree && line !== null) findings.faults.push({ field: 'manager', code: 'top-of-tree-has-manager' });
    return { line, topOfTree };
  };
}

type ManyReader = (cells: readonly string[], findings: Findings) => readonly NamedManager[];

function manyReader(header: Header, source: ManagerSource | undefined, field: string): ManyReader {
  if (!source) return () => [];
  const read = cell(header, source.column, field);
  const entity = text(header, source.legalEntity, field);
  return (cells, findings) => {
    const found = read(cells, findings);
    const words = source.separator ? found.split(source.separator).map((word) => word.trim()) : [found];
    const named = words.filter((word) => word !== '');
    if (source.by === 'name') return named.map((name) => ({ by: 'name', name }));
    const legalEntity = entity(cells, findings) || null;
    return named.map((number) => ({ by: 'number', number, legalEntity }));
  };
}

/** A number counts in one's own legal entity, unless another is named. */
function isOneself(manager: NamedManager | null, own: ExternalKey, name: string): boolean {
  if (manager === null) return false;
  if (manager.by === 'name') return fold(manager.name) === fold(name);
  return manager.number === own.number && (manager.legalEntity === null || manager.legalEntity === own.legalEntity);
}

function wordReader(topOfTree: ImportMapping['topOfTree'], header: Header): Reader<boolean> {
  if (!topOfTree?.column) return () => false;
  const words = new Set((topOfTree.values ?? []).map((value) => fold(value)));
  const read = cell(header, topOfTree.column, 'topOfTree');
  return (cells, findings) => words.has(fold(read(cells, findings)));
}
