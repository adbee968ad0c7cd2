import { once } from 'node:events';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { Node } from './appending.js';
import { errorOf, type ReadFault } from './faults.js';
import type { Entry, Log } from './log.js';
import { checkpoint, confirmation, eventOf, filterOf, nameOf, notFound } from './wire.js';

/** An answer, or one that is written already. */
export type ReadAnswer = ReadResp | Buffer;
type Call = ServerWritableStream<ReadReq, ReadAnswer>;

const BACKWARDS = 1;

/** The call Read: of a stream, of `$all`, or a subscription to `$all`. */
export async function read(node: Node, call: Call): Promise<void> {
  call.on('error', () => undefined);
  const gone = new AbortController();
  call.once('cancelled', () => gone.abort()).once('close', () => gone.abort());
  const options = call.request.getOptions()!;
  const fault = (options.hasSubscription() ? node.faults.subscriptions : node.faults.reads).shift();
  if (fault === 'silence') return;
  if (fault === 'unavailable' || fault === 'not-leader') return void call.emit('error', errorOf(fault, node.leader()));
  const answers = new Answers(call, gone.signal, fault, node);
  if (options.hasSubscription()) return subscribe(node.log, options, answers);
  for (const answer of answersTo(node.log, options)) await answers.write(answer);
  if (!gone.signal.aborted) call.end();
}

function* answersTo(log: Log, options: ReadReq.Options): Generator<ReadAnswer> {
  const count = Number(options.getCount());
  const stream = options.getStream();
  const held = stream ? log.stream(nameOf(stream)) : log.entries;
  if (!held) return yield notFound(nameOf(stream!));
  const backwards = (options.getReadDirection() as number) === BACKWARDS;
  const start = stream ? startInStream(stream, held.length) : startInLog(log, options.getAll()!);
  for (const entry of backwards ? held.slice(Math.max(0, start - count), start).reverse() : held.slice(start, start + count)) yield eventOf(entry);
}

/** Index of the entry before which reading begins: forwards with it, backwards with the one before. */
function startInLog(log: Log, all: ReadReq.Options.AllOptions): number {
  if (all.hasPosition()) return log.indexOf(BigInt(all.getPosition()!.getCommitPosition()));
  return all.hasEnd() ? log.entries.length : 0;
}

function startInStream(stream: ReadReq.Options.StreamOptions, length: number): number {
  if (stream.hasRevision()) return Number(stream.getRevision());
  return stream.hasEnd() ? length : 0;
}

/** Events after the position asked for, for ever, and now and then how far the log was looked through. */
async function subscribe(log: Log, options: ReadReq.Options, answers: Answers): Promise<void> {
  await answers.write(confirmation());
  const next = await giveFrom(firstAfter(log, options.getAll()!), log, options, answers, () => false);
  await answers.write(checkpoint(log.end, 0n)); // that it has come to the end
  await giveFrom(next, log, options, answers, (at) => log.more(at, answers.gone).then(() => log.entries.length > at));
}

function firstAfter(log: Log, all: ReadReq.Options.AllOptions): number {
  const next = startInLog(log, all);
  const isThere = all.hasPosition() && log.entries[next]?.position === BigInt(all.getPosition()!.getCommitPosition());
  return isThere ? next + 1 : next;
}

/** What is there from an index on, and then more as long as there is some. @returns where it ended. */
async function giveFrom(start: number, log: Log, options: ReadReq.Options, answers: Answers, more: (at: number) => boolean | Promise<boolean>): Promise<number> {
  const { passes, every } = filterOf(options);
  let at = start;
  for (; !answers.gone.aborted && (at < log.entries.length || (await more(at))); at++) {
    const entry: Entry = log.entries[at]!;
    if (passes(entry)) await answers.write(eventOf(entry));
    if ((at + 1 - start) % every === 0) await answers.write(checkpoint(entry.position));
  }
  return at;
}

/** Answers of one call, no faster than they are taken. */
class Answers {
  #written = 0;

  constructor(
    readonly call: Call,
    readonly gone: AbortSignal,
    readonly fault: ReadFault | undefined,
    readonly node: Node,
  ) {}

  async write(answer: ReadAnswer): Promise<void> {
    if (this.gone.aborted) return;
    if (this.fault === 'cut-half-way' && this.#written++ === 2) return this.node.cut();
    if (!this.call.write(answer)) await once(this.call, 'drain', { signal: this.gone }).catch(() => undefined);
  }
}
