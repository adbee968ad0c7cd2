import { connected, distinct, peopleOf, versionsOf, type LastShown, type ReleaseMemory } from './memory.js';
import { isGuarded, isHidden, type Judged } from './judged.js';

/** What the next release has to know of this one and of those before. */
export function remember<V, B>(
  judged: readonly Judged<V, B>[],
  period: string,
  memory: ReleaseMemory<V, B>,
): ReleaseMemory<V, B> {
  const lastShown: Record<string, LastShown<V, B>> = { ...memory.lastShown };
  for (const { cell, place, status } of judged) {
    if (status !== 'shown' && status !== 'band') continue;
    const members = cell.members.map(({ mentor, leader, contribution }) => ({ mentor, leader, contribution }));
    lastShown[place] = { period, shown: status === 'shown' ? { value: cell.value } : { band: cell.band }, members };
  }
  const hidden = judged.filter((one) => isHidden(one) && one.group.length > 0);
  const today = new Set(judged.flatMap((one) => one.group));
  const shown = judged.filter((one) => one.status === 'shown');
  const releases = [...memory.known, distinct(shown.map((one) => one.group))];
  const { kept, reached } = connected(releases.flat(), today);
  const known = releases.map((groups) => groups.filter((group) => kept.has(group))).filter((groups) => groups.length > 0);
  const guarded = distinct([...memory.guarded, ...judged.filter(isGuarded).map((one) => one.group)])
    .filter((group) => group.some((contribution) => reached.has(contribution)));
  const versions = Object.entries(versionsOf(judged, memory)).map(([place, groups]) =>
    [place, groups.filter((group) => group.some((contribution) => reached.has(contribution)))] as const);
  const needed = new Set([...known.flat(), ...guarded, ...versions.flatMap(([, groups]) => groups)].flat());
  const people = [...peopleOf(judged.map((one) => one.cell), memory)].filter(([contribution]) => needed.has(contribution));
  return {
    lastShown,
    hidden: Object.fromEntries(hidden.map(({ place }) => [place, place in memory.hidden])),
    known,
    guarded,
    versions: Object.fromEntries(versions.filter(([, groups]) => groups.length > 0)),
    people: Object.fromEntries(people.map(([contribution, { mentor, leader }]) => [contribution, { mentor, leader }])),
  };
}
