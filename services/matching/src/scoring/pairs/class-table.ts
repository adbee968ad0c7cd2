/** The distinct kinds of people under one criterion: the kind of each, and one person of each. */
export interface Classes<T> {
  readonly of: Int32Array;
  readonly samples: readonly T[];
}

/** Numbers the distinct keys of people, in their order. */
export function classesOf<T>(people: readonly T[], keyOf: (person: T) => string): Classes<T> {
  const numbers = new Map<string, number>();
  const samples: T[] = [];
  const of = new Int32Array(people.length);
  people.forEach((person, at) => {
    const key = keyOf(person);
    let number = numbers.get(key);
    if (number === undefined) numbers.set(key, (number = samples.push(person) - 1));
    of[at] = number;
  });
  return { of, samples };
}

/** Gives each text a number, from 0 in the order of asking. */
export function numbering(): { of(text: string): number; readonly texts: readonly string[] } {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    of: (text) => {
      let number = numbers.get(text);
      if (number === undefined) numbers.set(text, (number = texts.push(text) - 1));
      return number;
    },
  };
}

/** Whole numbers in a row, which worker threads can share once it is closed. */
export class Growing {
  items: Int32Array;
  length = 0;

  constructor(size: number) {
    this.items = new Int32Array(Math.max(16, size));
  }

  push(item: number): void {
    if (this.length === this.items.length) this.makeRoom();
    this.items[this.length++] = item;
  }

  private makeRoom(): void {
    const larger = new Int32Array(this.length * 2);
    larger.set(this.items);
    this.items = larger;
  }

  closed(): Int32Array {
    return shared(this.items.subarray(0, this.length));
  }
}

/** A copy that worker threads read without another one. */
export function shared(items: ArrayLike<number>): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(items.length * 4));
  copy.set(items);
  return copy;
}
