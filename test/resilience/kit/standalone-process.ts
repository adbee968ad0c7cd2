import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Role } from '@flipside/service-kit';
import { RUN_TS } from '@flipside/testing/run-ts';

/** A standalone process of a test: started, killed, started again on the same folder. */
export class StandaloneProcess {
  private child: ChildProcess | undefined;
  private address = '';
  programmeId = '';

  constructor(
    readonly folder: string,
    private readonly pace: 'frozen' | 'running' = 'running',
  ) {}

  /** @param pairs how many mentors and leaders to prepare in a new folder. */
  async start(pairs?: number): Promise<void> {
    const file = fileURLToPath(new URL('./program.ts', import.meta.url));
    const child = fork(file, [this.folder, this.pace, ...(pairs ? [String(pairs)] : [])], { execArgv: [...RUN_TS] });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`it ended with ${code} before it was ready`)));
      child.on('message', (told: { address?: string; programmeId?: string }) => {
        if (!told.address) return;
        this.address = told.address;
        this.programmeId = told.programmeId!;
        resolve();
      });
    });
  }

  /** Nothing of it gets to say goodbye; its Postgres goes on alone. */
  async kill(): Promise<void> {
    const child = this.child!;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  /** @returns the exit code. */
  async stop(): Promise<number | null> {
    const child = this.child!;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit') as Promise<[number | null]>;
    child.kill('SIGTERM');
    return (await ended)[0];
  }

  /** The process id of its Postgres, as the server itself wrote it down. */
  async postgres(): Promise<number> {
    const text = await readFile(join(this.folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
    return Number(text.split('\n')[0]);
  }

  /** @throws where nobody answers. A text is sent as a file, anything else as JSON. */
  async ask<T>(method: 'GET' | 'POST', path: string, { as = [], personId, body, key }: Asked = {}): Promise<Reply<T>> {
    const token = as.length > 0 ? await this.token(as, personId) : undefined;
    const headers = {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(key && { 'idempotency-key': key }),
      ...contentOf(body).headers,
    };
    const response = await fetch(this.address + path, { method, headers, body: contentOf(body).text });
    return { status: response.status, body: (await response.json()) as T };
  }

  /** Asks until the answer is as wanted. */
  async until<T>(path: string, asked: Asked, wanted: (body: T) => boolean): Promise<T> {
    for (;;) {
      const { body } = await this.ask<T>('GET', path, asked);
      if (wanted(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  private async token(roles: readonly Role[], personId?: string): Promise<string> {
    return (await this.ask<{ token: string }>('POST', '/v1/dev/tokens', { body: { roles, personId } })).body.token;
  }
}

export interface Asked {
  readonly as?: readonly Role[];
  readonly personId?: string;
  readonly body?: unknown;
  readonly key?: string;
}

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

function contentOf(body: unknown): { readonly headers: Readonly<Record<string, string>>; readonly text?: string } {
  if (body === undefined) return { headers: {} };
  if (typeof body === 'string') return { headers: { 'content-type': 'text/csv' }, text: body };
  return { headers: { 'content-type': 'application/json' }, text: JSON.stringify(body) };
}
