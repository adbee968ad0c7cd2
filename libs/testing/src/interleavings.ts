import fc from 'fast-check';

/** The part of a projection that is a pure fold. */
export interface Folding<E, R> {
  readonly keys: (event: E) => readonly string[];
  readonly evolve: (row: R | undefined, event: E, id: string) => R | undefined;
}

interface OfStream {
  readonly stream: string;
}

/**
 * The law of read models: order within one stream is all they rely on. Streams are cut somewhere, so that histories end in
 * many states, and told in any interleaving; the rows are those of the streams told one after the other.
 *
 * @param events as real commands made them, each stream in its order. @param runs interleavings tried.
 */
export function sameRowsHoweverInterleaved<E extends OfStream, R>(folding: Folding<E, R>, events: readonly E[], runs = 40): void {
  const streams = [...Map.groupBy(events, ({ stream }) => stream).values()];
  const told = fc.tuple(fc.boolean(), fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })));
  fc.assert(
    fc.property(told, ([whole, chances]) => {
      const chance = (): number => chances.next().value as number;
      const cut = whole ? streams : streams.map((all) => all.slice(0, Math.ceil(chance() * all.length)));
      expect(rowsOf(folding, interleaved(cut, chance))).toEqual(rowsOf(folding, cut.flat()));
    }),
    { numRuns: runs },
  );
}

/** Takes the next event of any stream until all are told; longer ones as often as they have events. */
function interleaved<E>(streams: readonly (readonly E[])[], chance: () => number): readonly E[] {
  const next = streams.map(() => 0);
  const turns = streams.flatMap((all, index) => all.map(() => index));
  for (let last = turns.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [turns[last], turns[other]] = [turns[other]!, turns[last]!];
  }
  return turns.map((index) => streams[index]![next[index]!++]!);
}

function rowsOf<E, R>({ keys, evolve }: Folding<E, R>, events: readonly E[]): Readonly<Record<string, R>> {
  const rows = new Map<string, R>();
  for (const event of events) {
    for (const id of keys(event)) {
      const row = evolve(rows.get(id), event, id);
      if (row === undefined) rows.delete(id);
      else rows.set(id, row);
    }
  }
  return Object.fromEntries(rows);
}
