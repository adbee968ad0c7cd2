/** The same numbers each time, so that a release can be made again; nothing rests on their being secret. */
export function pseudoRandom(): () => number {
  let state = 0x2545f491;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
