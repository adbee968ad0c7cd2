/** HR found that one id is somebody who goes on under another. */
export interface MergedId {
  readonly id: string;
  readonly into: string;
}

/** Which ids are one human, by what a service knows of HR's mergers. An id that was absorbed is never given to anybody else. */
export class Humans {
  /** @param mergersOf at least every merger that one of some ids is a side of. */
  constructor(private readonly mergersOf: (ids: readonly string[]) => Promise<readonly MergedId[]>) {}

  /** All ids of whoever has this one, itself first: into whom it was merged and who was merged into them, however often. */
  async idsOf(personId: string): Promise<readonly string[]> {
    const ids = new Set([personId]);
    for (let asked: readonly string[] = [personId]; asked.length > 0; ) {
      const theirs = (await this.mergersOf(asked)).filter(({ id, into }) => ids.has(id) || ids.has(into));
      asked = [...new Set(theirs.flatMap(({ id, into }) => [id, into]))].filter((id) => !ids.has(id));
      for (const id of asked) ids.add(id);
    }
    return [...ids];
  }
}

/** Where nobody is known, as in the gateway, every id is a human of its own. */
export const unmerged = new Humans(async () => []);
