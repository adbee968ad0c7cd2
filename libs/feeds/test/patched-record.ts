import { createRequire } from 'node:module';

/** A record as kafkajs with our patch (patches/kafkajs+2.2.4.patch) takes it. */
export interface RecordIn {
  readonly key?: string | Buffer | null;
  readonly value: string | Buffer | null;
  /** As bytes: as the record holds them. */
  readonly headers: Readonly<Record<string, string | Buffer | readonly (string | Buffer)[]>> | Buffer;
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
}

/** As it gives it back. */
export interface RecordOut {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | readonly Buffer[]>>;
  readonly headerBytes: Buffer;
  readonly offset: string;
  readonly timestamp: string;
}

const theirs = createRequire(import.meta.url);
const decode = theirs('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (decoder: object, batch: object) => RecordOut;
const Decoder = theirs('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => { readVarInt(): number; readonly offset: number };

/** kafkajs's own encoding of records. */
export const encodeRecord = theirs('kafkajs/src/protocol/recordBatch/record/v0') as (record: RecordIn) => { readonly buffer: Buffer; readonly buf: Buffer };

/** What becomes of a record on its way. */
export function travelledRecord({ key = null, value, headers, offsetDelta = 0, timestampDelta = 0 }: RecordIn): RecordOut {
  const bytes = encodeRecord({ key, value, headers, offsetDelta, timestampDelta }).buffer;
  const decoder = new Decoder(bytes);
  if (decoder.readVarInt() !== bytes.length - decoder.offset) throw new Error('the record says another length');
  return decode(decoder, { firstOffset: '1000', firstTimestamp: '1767600000000' });
}
