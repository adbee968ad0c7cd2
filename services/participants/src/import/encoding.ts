import { TextDecoder } from 'node:util';

export const encodings = ['utf-8', 'utf-16le', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];

/**
 * The same text as UTF-8, without its byte-order mark. A mark of UTF-16 counts whatever was said. UTF-8 passes unchanged, so
 * that a broken byte is still there to be reported with its line.
 */
export async function* utf8Of(source: AsyncIterable<Uint8Array>, encoding: Encoding = 'utf-8'): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined;
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of source) {
    if (start) {
      start = Buffer.concat([start, chunk]);
      if (start.length < 3) continue;
      decoder = decoderFor(start, encoding);
      yield decoded(decoder, start, true);
      start = undefined;
    } else yield decoded(decoder, chunk, false);
  }
  if (start) yield decoded(decoderFor(start, encoding), start, true);
}

function decoderFor(start: Buffer, encoding: Encoding): TextDecoder | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  return encoding === 'utf-8' || hasMark(start) ? undefined : new TextDecoder(encoding);
}

function decoded(decoder: TextDecoder | undefined, chunk: Uint8Array, first: boolean): Buffer {
  if (decoder) return Buffer.from(decoder.decode(chunk, { stream: true }));
  const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  return first && hasMark(bytes) ? bytes.subarray(3) : bytes;
}

function hasMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}
