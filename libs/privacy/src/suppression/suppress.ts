import { Audit } from './audit.js';
import { nearlyAlike, peopleIn, placeOf, type Cell, type ReleasedCell, type Shown } from './cell.js';
import { changedByTooFew, changesOfFew } from './changes.js';
import { HidingOrder } from './hiding-order.js';
import { isGuarded, isHidden, isUnknown, type Judged, type Status } from './judged.js';
import { linesOf } from './lines.js';
import { groupOf, noMemory, peopleOf, versionsOf, type ReleaseMemory } from './memory.js';
import { remember } from './remember.js';

export interface ReleaseOptions<Value, Band> {
  /** Name of the closed round or month. */
  readonly period: string;
  /** Fewest distinct mentors, and fewest distinct leaders, of whom anything is shown: 5; 10 for comments. */
  readonly k: number;
  /** That of the last release of this figure and scope. */
  readonly memory?: ReleaseMemory<Value, Band>;
}

export interface Release<Value, Band = Value> {
  readonly period: string;
  /** In the order of the cells given. */
  readonly cells: readonly ReleasedCell<Value, Band>[];
  /** For the next release. */
  readonly memory: ReleaseMemory<Value, Band>;
}

/**
 * Makes a release of the cells of one figure, all of them at once. Hidden is what has fewer than k distinct mentors or
 * leaders, and whatever would give that away: a second cell in its row and column, the cell's next release, and any figure
 * from which, together with all released before, the value of a hidden cell, of fewer than k people or of people who all, or
 * all but one, answered alike could be computed by adding and subtracting. A cell changed by fewer than k people shows its last
 * figure.
 *
 * What is hidden besides the too few depends on who is in the cells and never on what they answered, but for *alike*.
 */
export function suppress<Value, Band = Value>(
  cells: readonly Cell<Value, Band>[],
  { period, k, memory = noMemory() }: ReleaseOptions<Value, Band>,
): Release<Value, Band> {
  const places = new Map(cells.map((cell) => [placeOf(cell.key), judge(cell, k, memory)]));
  if (places.size < cells.length) throw new Error('two cells of a figure have the same place');
  // In an order of their own, so that what is hidden does not hang on how the cells came.
  const judged = [...places.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
  const lines = linesOf(judged.map((one) => one.cell.key)).map((line) => line.map((place) => places.get(place)!));
  const choice = new HidingOrder(lines, memory);
  const audit = auditOf(judged, k, memory);
  while (hideSeconds(lines, choice) || hideLeaks(judged, audit, choice)) {
    // Each turn hides more, so it ends: at the latest with nothing shown.
  }
  return {
    period,
    cells: cells.map((cell) => released(places.get(placeOf(cell.key))!, memory)),
    memory: remember(judged, period, memory),
  };
}

function judge<V, B>(cell: Cell<V, B>, k: number, memory: ReleaseMemory<V, B>): Judged<V, B> {
  const place = placeOf(cell.key);
  const people = peopleIn(cell.members);
  const last = memory.lastShown[place];
  let status: Status = 'shown';
  if (people < k) status = 'below-k';
  else if (memory.hidden[place] === false) status = 'neighbouring-release';
  else if (last && changedByTooFew(last.members, cell.members, k)) status = 'carried';
  else if (nearlyAlike(cell.members)) status = 'band';
  return { cell, place, group: groupOf(cell.members), people, status };
}

/** A hidden cell that is the only unknown one of a row or column is the rest of it: another is hidden with it. */
function hideSeconds<V, B>(lines: readonly (readonly Judged<V, B>[])[], choice: HidingOrder<V, B>): boolean {
  let hidden = false;
  for (const line of lines) {
    const unknown = line.filter(isUnknown);
    if (unknown.length !== 1 || !isHidden(unknown[0]!)) continue;
    const second = choice.firstOf(line.filter((one) => one.status === 'shown' && !choice.isKnown(one)));
    if (!second) continue;
    second.status = 'second';
    hidden = true;
  }
  return hidden;
}

function hideLeaks<V, B>(judged: readonly Judged<V, B>[], audit: Audit, choice: HidingOrder<V, B>): boolean {
  const shown = judged.filter((one) => one.status === 'shown');
  const leaks = audit.leaksOf(shown.map((one) => one.group));
  for (const leak of leaks) {
    const needed = leak.map((index) => shown[index]!);
    if (needed.every((one) => one.status === 'shown')) choice.firstOf(needed)!.status = 'derivable';
  }
  return leaks.length > 0;
}

function auditOf<V, B>(judged: readonly Judged<V, B>[], k: number, memory: ReleaseMemory<V, B>): Audit {
  const people = peopleOf(judged.map((one) => one.cell), memory);
  return new Audit({
    k,
    people,
    known: memory.known,
    groups: judged.filter((one) => one.status === 'shown').map((one) => one.group),
    guarded: [...memory.guarded, ...judged.filter(isGuarded).map((one) => one.group)],
    changed: changesOfFew(versionsOf(judged, memory), people, k),
  });
}

function released<V, B>({ cell, place, status }: Judged<V, B>, memory: ReleaseMemory<V, B>): ReleasedCell<V, B> {
  const { key, value, band } = cell;
  if (status === 'shown') return { key, status, value };
  if (status === 'band') return { key, status, band };
  if (status !== 'carried') return { key, status: 'hidden', reason: status };
  const last: { period: string; shown: Shown<V, B> } = memory.lastShown[place]!;
  return { key, status, shown: last.shown, from: last.period };
}
