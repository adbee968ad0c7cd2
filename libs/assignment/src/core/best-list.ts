/** The best `width` entries of a row, best first; among equal scores the earlier entry. */
export class BestList {
  readonly entries: Int32Array;
  size = 0;
  private readonly width: number;
  private readonly scores: Int32Array;

  constructor(width: number) {
    this.width = width;
    this.entries = new Int32Array(width);
    this.scores = new Int32Array(width);
  }

  get full(): boolean {
    return this.size === this.width;
  }

  /** The score that a further entry has to exceed once the list is full; −1 if it is empty. */
  get worst(): number {
    return this.size === 0 ? -1 : this.scores[this.size - 1]!;
  }

  get best(): number {
    return this.size === 0 ? -1 : this.scores[0]!;
  }

  clear(): void {
    this.size = 0;
  }

  /** Takes in an entry, later than all before; if the list is full its score must exceed the worst, which goes. */
  offer(entry: number, score: number): void {
    const { entries, scores } = this;
    let at = this.full ? this.width - 1 : this.size++;
    while (at > 0 && scores[at - 1]! < score) {
      scores[at] = scores[at - 1]!;
      entries[at] = entries[at - 1]!;
      at--;
    }
    scores[at] = score;
    entries[at] = entry;
  }
}
