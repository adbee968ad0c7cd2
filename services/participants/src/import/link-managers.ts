import type { ManagerLink, Managers } from '@flipside/contracts';
import type { NamedManager, NoticeCode, StatedRow } from './stated-row.js';

/** Who is known, those of the file among them; leavers are not. */
export interface People {
  /** By number in one legal entity; null is the one of a file without entities. */
  byNumber(legalEntity: string | null, number: string): string | undefined;
  /** By number in any legal entity of the source. */
  anyByNumber(number: string): readonly string[];
  /** By name, compared without regard to case and blanks. */
  byName(name: string): readonly string[];
}

export interface Linked {
  readonly managers: Managers;
  readonly notices: readonly NoticeCode[];
}

/** Ids for the managers that a row names. Nobody is guessed: a name or number that two people have is nobody's. */
export function linkManagers(row: Pick<StatedRow, 'key' | 'managers' | 'employment'>, people: People): Linked {
  const { line, dottedLine, appraiser } = row.managers;
  const unresolved = new Set<ManagerLink>();
  const notices = new Set<NoticeCode>();
  const find = (named: NamedManager | null, link: ManagerLink): string | null => {
    if (named === null) return null;
    const fitting = fittingOf(named, row.key.legalEntity, people);
    if (fitting.length === 1) return fitting[0]!;
    unresolved.add(link);
    notices.add(fitting.length > 1 ? 'ambiguous-manager' : unknownAs(link));
    return null;
  };
  const above = find(line, 'line');
  if (line === null && !row.employment.topOfTree) notices.add('unknown-manager');
  const dotted = dottedLine.map((named) => find(named, 'dottedLine')).filter((id) => id !== null);
  const managers = { line: above, dottedLine: [...new Set(dotted)], appraiser: find(appraiser, 'appraiser') };
  return { managers: { ...managers, unresolved: [...unresolved] }, notices: [...notices] };
}

function unknownAs(link: ManagerLink): NoticeCode {
  return link === 'line' ? 'unknown-manager' : 'unknown-other-manager';
}

function fittingOf(named: NamedManager, own: string | null, people: People): readonly string[] {
  if (named.by === 'name') return people.byName(named.name);
  const found = people.byNumber(named.legalEntity ?? own, named.number);
  if (found !== undefined) return [found];
  return named.legalEntity === null ? people.anyByNumber(named.number) : [];
}
