import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendReq, AppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { AppendResult, Entry, Proposed } from './log.js';

/** Between the client's protobufs and the log. */

export function proposedOf(message: AppendReq.ProposedMessage): Proposed {
  const about = message.getMetadataMap();
  return {
    id: message.getId()!.getString(),
    type: about.get('type')!,
    contentType: about.get('content-type')!,
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

export function nameOf(identified: { getStreamIdentifier(): { getStreamName_asU8(): Uint8Array } | undefined }): string {
  return Buffer.from(identified.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
}

/** The server forgets the position of a repeat, so it tells none. */
export function answerOf(result: AppendResult, expected: number | undefined): AppendResp {
  const answer = new streams.AppendResp();
  if (result.kind === 'conflict') return answer.setWrongExpectedVersion(conflictOf(result.current, expected));
  const success = new streams.AppendResp.Success();
  if (result.kind === 'repeated') {
    success.setCurrentRevision(String(result.revision)).setNoPosition(new shared.Empty());
  } else {
    const { revision, position } = result.last;
    success.setCurrentRevision(String(revision)).setPosition(
      new streams.AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)),
    );
  }
  return answer.setSuccess(success);
}

function conflictOf(current: number | undefined, expected: number | undefined): AppendResp.WrongExpectedVersion {
  const conflict = new streams.AppendResp.WrongExpectedVersion();
  if (current === undefined) conflict.setCurrentNoStream(new shared.Empty());
  else conflict.setCurrentRevision(String(current));
  if (expected === undefined) conflict.setExpectedNoStream(new shared.Empty());
  else conflict.setExpectedRevision(String(expected));
  return conflict;
}

/** Written once for all readers. */
export function eventOf(entry: Entry): Buffer {
  return (entry.wire ??= Buffer.from(readEvent(entry).serializeBinary()));
}

function readEvent(entry: Entry): ReadResp {
  const position = String(entry.position);
  const record = new streams.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(entry.id))
    .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(entry.stream, 'utf8')))
    .setStreamRevision(String(entry.revision))
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(entry.data)
    .setCustomMetadata(entry.metadata);
  record.getMetadataMap().set('type', entry.type).set('content-type', entry.contentType).set('created', String(entry.createdTicks));
  return new streams.ReadResp().setEvent(new streams.ReadResp.ReadEvent().setEvent(record).setCommitPosition(position));
}

export function notFound(stream: string): ReadResp {
  const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));
  return new streams.ReadResp().setStreamNotFound(new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier));
}

export function confirmation(): ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID());
  return new streams.ReadResp().setConfirmation(confirmed);
}

/** In the middle of a page it is an event's place; where a page ends, that of what comes next, with a prepare position of 0. */
export function checkpoint(commit: bigint, prepare = commit): ReadResp {
  const at = new streams.ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare));
  return new streams.ReadResp().setCheckpoint(at);
}

/** What a subscription wants to see, and after how many examined entries it is told how far it came. */
export function filterOf(options: ReadReq.Options): { readonly passes: (entry: Entry) => boolean; readonly every: number } {
  const filter = options.getFilter();
  if (!filter) return { passes: () => true, every: Infinity };
  const regex = new RegExp(filter.getStreamIdentifier()!.getRegex(), 'u');
  return { passes: (entry) => regex.test(entry.stream), every: (filter.getMax() || 32) * filter.getCheckpointintervalmultiplier() };
}
