import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { Problem } from '@flipside/service-kit';

/**
 * The body, or one that breaks off where it is over the limit. Uploads have no limit here: their service's counts.
 *
 * @throws Problem `body-too-large` when its stated length is over the limit.
 */
export function limitedBody(body: IncomingMessage, most: number | undefined): Readable {
  if (most === undefined) return body;
  const stated = body.headers['content-length'];
  if (stated === undefined) return counted(body, most);
  if (Number(stated) > most) throw tooLarge(most);
  return body;
}

function counted(body: IncomingMessage, most: number): Readable {
  let size = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > most) done(tooLarge(most));
      else done(null, chunk);
    },
  });
  body.once('error', (error) => counter.destroy(error));
  return body.pipe(counter);
}

function tooLarge(most: number): Problem {
  return new Problem('body-too-large', `A body of this route holds at most ${most} bytes.`, { headers: { connection: 'close' } });
}
