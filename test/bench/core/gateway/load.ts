import { connect, type Socket } from 'node:net';

export interface Load {
  readonly port: number;
  readonly request: Buffer;
  readonly connections: number;
  readonly milliseconds: number;
}

/**
 * As many requests as go, one after the other on each connection, for a while. It only counts bytes of answers whose
 * length it learnt from the first one, so that it costs little beside what is measured.
 *
 * @returns answers a second. @throws Error when an answer is not 2xx.
 */
export async function load({ port, request, connections, milliseconds }: Load): Promise<number> {
  const end = performance.now() + milliseconds;
  const began = performance.now();
  const counts = await Promise.all(Array.from({ length: connections }, () => drive(port, request, end)));
  return (counts.reduce((sum, count) => sum + count, 0) * 1_000) / (performance.now() - began);
}

function drive(port: number, request: Buffer, end: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.setNoDelay(true);
    let answers = 0;
    let waiting: Buffer = Buffer.alloc(0);
    let left = 0;
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      if (left > 0) left -= chunk.length;
      else {
        waiting = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk;
        const length = lengthOf(waiting, reject);
        if (length === undefined) return;
        left = length - waiting.length;
        waiting = Buffer.alloc(0);
      }
      if (left > 0) return;
      answers++;
      next(socket, request, end, () => resolve(answers));
    });
  });
}

function next(socket: Socket, request: Buffer, end: number, done: () => void): void {
  if (performance.now() < end) return void socket.write(request);
  socket.destroy();
  done();
}

/** Length of head and body of an answer; undefined until its head is there. */
function lengthOf(bytes: Buffer, reject: (error: Error) => void): number | undefined {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const text = bytes.toString('latin1', 0, head);
  const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
  if (!/^HTTP\/1\.1 2/.test(text) || length === undefined) reject(new Error(`the answer was ${bytes.toString('utf8').slice(0, 400)}`));
  return head + 4 + Number(length);
}
