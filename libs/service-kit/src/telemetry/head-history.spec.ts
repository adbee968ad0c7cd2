import { HeadHistory } from './head-history.js';

function history(...looks: readonly (readonly [bigint, number])[]): HeadHistory {
  const made = new HeadHistory();
  for (const [n, at] of looks) made.saw(n, at);
  return made;
}

describe('how long a consumer is behind', () => {
  it('is nothing where it has all', () => {
    expect(history([10n, 0], [20n, 1_000]).secondsBehind(20n, 9_000)).toBe(0);
  });

  it('is counted from where the log passed it, evenly between two looks', () => {
    expect(history([10n, 0], [20n, 1_000]).secondsBehind(15n, 2_000)).toBe(1.5);
  });

  it('is not counted from a time in which the log stood still', () => {
    expect(history([10n, 0], [10n, 60_000], [11n, 61_000]).secondsBehind(10n, 62_000)).toBe(2);
    expect(history([10n, 0], [20n, 1_000], [20n, 60_000]).secondsBehind(15n, 60_000)).toBe(59.5);
  });

  it('is at least the time since the first look', () => {
    expect(history([100n, 5_000]).secondsBehind(3n, 65_000)).toBe(60);
  });

  it('begins anew where the log was restored', () => {
    expect(history([100n, 0], [40n, 10_000]).secondsBehind(39n, 11_000)).toBe(1);
    expect(history([100n, 0], [40n, 10_000]).secondsBehind(40n, 11_000)).toBe(0);
  });

  it('keeps little of a long time', () => {
    const long = new HeadHistory();
    for (let look = 1; look <= 5_000; look++) long.saw(BigInt(look), look * 1_000);
    expect(long.secondsBehind(1n, 5_000_000)).toBe(5_000 - 4_001);
    expect(long.secondsBehind(4_990n, 5_000_000)).toBe(10);
  });
});
