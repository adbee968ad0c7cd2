import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

/**
 * The demo as it is, which also tells each command that it sends, and each answer before it goes by it, on file descriptor 3:
 * what was told there is there whenever this process is killed.
 */
interface Sent {
  readonly request: { readonly method: string; readonly path: string; readonly headers: readonly string[]; readonly body: Buffer | null };
}

const answers = new Map<object, { readonly n: number; status: number; headers: readonly string[]; readonly body: Buffer[] }>();
let sent = 0;

on<Sent>('create', ({ request }) => {
  const { method, path, headers, body } = request;
  if (method === 'GET') return;
  answers.set(request, { n: ++sent, status: 0, headers: [], body: [] });
  tell({ n: sent, method, path, headers, body: body?.toString('base64') ?? null });
});
on<Sent & { readonly response: { readonly statusCode: number; readonly headers: readonly (string | Buffer)[] } }>('headers', ({ request, response }) => {
  const answer = answers.get(request);
  if (answer) Object.assign(answer, { status: response.statusCode, headers: response.headers.map(String) });
});
on<Sent & { readonly chunk: Buffer }>('bodyChunkReceived', ({ request, chunk }) => void answers.get(request)?.body.push(Buffer.from(chunk)));
on<Sent>('trailers', ({ request }) => {
  const answer = answers.get(request);
  if (answer) tell({ ...answer, body: Buffer.concat(answer.body).toString() });
  answers.delete(request);
});

function on<M>(what: string, hear: (message: M) => void): void {
  subscribe(`undici:request:${what}`, (message) => hear(message as M));
}

function tell(line: object): void {
  writeSync(3, `${JSON.stringify(line)}\n`);
}

await import('@flipside/standalone/demo/main');
