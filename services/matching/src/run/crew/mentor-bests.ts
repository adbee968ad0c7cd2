/** The best leaders of each mentor: those of mentor j are entries j × most … j × most + sizes[j] − 1, in no order. */
export interface MentorBests {
  readonly most: number;
  readonly sizes: Int32Array;
  readonly mentees: Int32Array;
  readonly scores: Int32Array;
}

/** Whether the first pair is worse: by score, among equals by number of leader, so that the best are the same in any order. */
function isWorse(score: number, mentee: number, otherScore: number, otherMentee: number): boolean {
  return score < otherScore || (score === otherScore && mentee > otherMentee);
}

/** Keeps the best leaders of each mentor, a small heap each with the worst first. */
export class MentorHeaps implements MentorBests {
  readonly sizes: Int32Array;
  readonly mentees: Int32Array;
  readonly scores: Int32Array;
  /** What a score has to reach to be kept: that of the worst one of a full heap. */
  readonly least: Int32Array;
  readonly most: number;

  constructor(mentors: number, most: number) {
    this.most = most;
    this.sizes = new Int32Array(mentors);
    this.mentees = new Int32Array(mentors * most);
    this.scores = new Int32Array(mentors * most);
    this.least = new Int32Array(mentors);
  }

  offer(mentor: number, mentee: number, score: number): void {
    const { most, sizes, scores, mentees } = this;
    const base = mentor * most;
    if (sizes[mentor]! < most) this.rise(base, sizes[mentor]!++, mentee, score);
    else if (isWorse(scores[base]!, mentees[base]!, score, mentee)) this.sink(base, mentee, score);
    if (sizes[mentor] === most) this.least[mentor] = scores[base]!;
  }

  private sink(base: number, mentee: number, score: number): void {
    const { most, scores, mentees } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= most) break;
      if (child + 1 < most && isWorse(scores[base + child + 1]!, mentees[base + child + 1]!, scores[base + child]!, mentees[base + child]!)) child++;
      if (!isWorse(scores[base + child]!, mentees[base + child]!, score, mentee)) break;
      this.place(base + at, mentees[base + child]!, scores[base + child]!);
      at = child;
    }
    this.place(base + at, mentee, score);
  }

  private rise(base: number, from: number, mentee: number, score: number): void {
    const { scores, mentees } = this;
    let at = from;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isWorse(score, mentee, scores[base + parent]!, mentees[base + parent]!)) break;
      this.place(base + at, mentees[base + parent]!, scores[base + parent]!);
      at = parent;
    }
    this.place(base + at, mentee, score);
  }

  private place(at: number, mentee: number, score: number): void {
    this.scores[at] = score;
    this.mentees[at] = mentee;
  }
}

/** The best of all threads together. */
export function joinBests(parts: readonly MentorBests[]): MentorBests {
  const [first, ...others] = parts;
  if (others.length === 0) return first!;
  const joined = new MentorHeaps(first!.sizes.length, first!.most);
  for (const { sizes, mentees, scores, most } of parts) {
    sizes.forEach((size, mentor) => {
      for (let at = mentor * most; at < mentor * most + size; at++) joined.offer(mentor, mentees[at]!, scores[at]!);
    });
  }
  return joined;
}
