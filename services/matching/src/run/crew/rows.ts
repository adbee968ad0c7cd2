import { Growing } from '../../scoring/pairs/class-table.js';
import type { ScanRoom, ScannedRow } from '../../scoring/pairs/scan-row.js';

/** Rows that a thread takes at a time: whichever is free takes the next ones. */
export const CHUNK = 64;

/** Rows of a chunk one after the other, in memory that threads share; row k is starts[k] … starts[k + 1] − 1. */
export interface ChunkRows {
  readonly starts: Int32Array;
  readonly mentors: Int32Array;
  readonly scores: Int32Array;
}

export function rowIn({ starts, mentors, scores }: ChunkRows, at: number): ScannedRow {
  return { from: starts[at]!, to: starts[at + 1]!, mentors, scores };
}

/** Room for scans in shared memory, each behind the other; what is never written takes no memory. */
export class RoomForRows implements ScanRoom {
  from = 0;
  mentors: Int32Array = new Int32Array(0);
  scores: Int32Array = new Int32Array(0);

  /** Makes room for a chunk of rows that lie together. @param longest most pairs of a row. */
  openChunk(longest: number): void {
    const size = CHUNK * longest;
    if (this.from + size <= this.mentors.length) return;
    this.mentors = new Int32Array(new SharedArrayBuffer(4 * size * CHUNKS_A_BLOCK));
    this.scores = new Int32Array(new SharedArrayBuffer(4 * size * CHUNKS_A_BLOCK));
    this.from = 0;
  }
}

/** Chunks of the longest rows that a block has room for; of usual ones it takes many times as many. */
const CHUNKS_A_BLOCK = 4;

/** Collects the rows of a chunk. */
export class RowWriter {
  private readonly starts = new Growing(CHUNK + 1);
  private readonly mentors: Growing;
  private readonly scores: Growing;

  constructor(size: number) {
    this.mentors = new Growing(size);
    this.scores = new Growing(size);
    this.starts.push(0);
  }

  push(mentor: number, score: number): void {
    this.mentors.push(mentor);
    this.scores.push(score);
  }

  endRow(): void {
    this.starts.push(this.mentors.length);
  }

  /** The rows so far; begins anew. */
  taken(): ChunkRows {
    const rows = { starts: this.starts.closed(), mentors: this.mentors.closed(), scores: this.scores.closed() };
    this.starts.length = 1;
    this.mentors.length = 0;
    this.scores.length = 0;
    return rows;
  }
}
