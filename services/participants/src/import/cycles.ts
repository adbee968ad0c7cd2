/** No line manager, or none that is known. */
export const NOBODY = -1;
/** The file says nothing of this person. */
export const UNSTATED = -2;

/**
 * Whose rows to reject so that nobody stands above themselves: all rows on a circle, since none of them is more likely the
 * wrong one. A rejected row leaves the manager known before, which may close another circle; so it goes on until none is
 * left. Linear in people for each round.
 *
 * @param known index of the line manager before the file, by index of the person; NOBODY for none.
 * @param stated the same as the file says it; UNSTATED where it says nothing.
 * @returns indices of the people whose rows are rejected, in order.
 */
export function rowsOnCycles(known: Int32Array, stated: Int32Array): readonly number[] {
  const parents = stated.map((parent, person) => (parent === UNSTATED ? known[person]! : parent));
  const rejected = new Uint8Array(parents.length);
  for (let found = true; found; ) {
    found = false;
    for (const person of onCycles(parents)) {
      if (stated[person] === UNSTATED || rejected[person]) continue;
      rejected[person] = 1;
      parents[person] = known[person]!;
      found = true;
    }
  }
  return [...rejected.keys()].filter((person) => rejected[person]);
}

/** All who come back to themselves going up. Each is walked over once: what an earlier walk passed needs no second one. */
function onCycles(parents: Int32Array): readonly number[] {
  const walk = new Int32Array(parents.length);
  const found: number[] = [];
  for (let start = 0; start < parents.length; start++) {
    let at = start;
    while (at >= 0 && walk[at] === 0) {
      walk[at] = start + 1;
      at = parents[at]!;
    }
    if (at < 0 || walk[at] !== start + 1) continue;
    for (let member = at; ; ) {
      found.push(member);
      member = parents[member]!;
      if (member === at) break;
    }
  }
  return found;
}
