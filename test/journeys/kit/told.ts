import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A request of the demo that is no question, and its answer where it got one before it was killed. */
export interface Told {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
  answer?: Answer;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly etag: string | undefined;
  /** `service:epoch:n` of a write. */
  readonly position: string | undefined;
}

type Line = { readonly n: number; readonly headers: readonly string[] } & (
  | { readonly method: string; readonly path: string; readonly body: string | null }
  | { readonly status: number; readonly body: string }
);

/** What the telling demo writes, heard in this process alone: bodies and tokens go into no file. */
export class Hearing {
  readonly all: Told[] = [];
  private readonly byNumber = new Map<number, Told>();
  private readonly waiting: (() => void)[] = [];
  private over = false;
  /** Resolves once everything that was told before the demo's end is heard. */
  readonly ended: Promise<void>;

  constructor(from: Readable) {
    const lines = createInterface({ input: from });
    lines.on('line', (line) => {
      this.hear(JSON.parse(line) as Line);
      this.wake();
    });
    this.ended = new Promise((resolve) => lines.once('close', resolve));
    void this.ended.then(() => {
      this.over = true;
      this.wake();
    });
  }

  /** Until so many requests were sent, or it ended. */
  async sent(count: number): Promise<void> {
    while (this.all.length < count && !this.over) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    for (const tell of this.waiting.splice(0)) tell();
  }

  private hear(line: Line): void {
    const headers = headersOf(line.headers);
    if ('status' in line) {
      const { status, body } = line;
      this.byNumber.get(line.n)!.answer = { status, body, etag: headers.etag, position: headers['flipside-position'] };
      return;
    }
    const { n, method, path, body } = line;
    const told: Told = { method, path, headers, body: body === null ? null : Buffer.from(body, 'base64') };
    this.byNumber.set(n, told);
    this.all.push(told);
  }
}

/** Of names and values in turns. */
function headersOf(flat: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(flat.flatMap((name, i) => (i % 2 === 0 ? [[name.toLowerCase(), flat[i + 1]!]] : [])));
}

/** Whether it asks the product to do something to be kept; tokens, business time, rebuilds and a look into a mailbox are not. */
export function isCommand({ path }: Told): boolean {
  return !/^\/v1\/(dev|ops)\/|\/verify$|^\/v1\/mailbox$/.test(path);
}

export function isAcknowledged({ answer }: Told): boolean {
  return answer !== undefined && answer.status < 300;
}

/** The subject of the token that it came with; undefined where it came without one. */
export function senderOf({ headers }: Told): string | undefined {
  const payload = headers.authorization?.split('.')[1];
  return payload === undefined ? undefined : (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { sub: string }).sub;
}
