import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { each } from '@flipside/standalone/demo/each';
import { Program } from './program.js';
import type { Answer, Told } from './told.js';

const START = fileURLToPath(new URL('../../../services/standalone/src/main.ts', import.meta.url));

interface Settled {
  readonly now: string;
  readonly services: readonly { readonly service: string; readonly head: string; readonly nextDue: string | null }[];
}

/** A moment of business time at which nothing was under way. */
interface Quiet {
  readonly now: string;
  readonly nextDue: string;
  /** Where each service's log ends. */
  readonly heads: Readonly<Record<string, string>>;
}

const NEVER = '9999';

/** What a demo left in a folder, opened by the program behind `npm start -- --demo`. */
export class OpenedDemo {
  readonly program: Program;
  private address = '';

  constructor(home: string) {
    this.program = new Program(START, home, ['--demo', '--port', '0']);
  }

  async ready(): Promise<void> {
    this.address = (await this.program.says(/gateway +(http:\S+)[\s\S]*Stop with Ctrl-C/))[1]!;
  }

  async now(): Promise<string> {
    return (await this.get<{ now: string }>('/v1/dev/clock')).now;
  }

  /** Waits until nothing is under way, and nothing is due that was not done. */
  async settled(): Promise<Quiet> {
    for (;;) {
      const { now, services } = await this.get<Settled>('/v1/dev/settled');
      const nextDue = services.map((one) => one.nextDue ?? NEVER).sort()[0]!;
      if (nextDue > now) return { now, nextDue, heads: Object.fromEntries(services.map(({ service, head }) => [service, head])) };
      await sleep(20);
    }
  }

  /** Each of these again, with the same headers and body. */
  again(commands: readonly Told[]): Promise<readonly Answer[]> {
    return each(commands, async ({ method, path, headers, body }) => {
      const response = await fetch(this.address + path, { method, headers, body: body as Uint8Array<ArrayBuffer> | null });
      const etag = response.headers.get('etag') ?? undefined;
      return { status: response.status, body: await response.text(), etag, position: response.headers.get('flipside-position') ?? undefined };
    });
  }

  private async get<T>(path: string): Promise<T> {
    const response = await fetch(this.address + path);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }
}
