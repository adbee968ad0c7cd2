import { setTimeout as wait } from 'node:timers/promises';
import type { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import type { sendUnaryData, ServerReadableStream } from '@grpc/grpc-js';
import { errorOf, type AppendFault, type Faults, type Leader } from './faults.js';
import type { Log, Proposed } from './log.js';
import { answerOf, nameOf, proposedOf } from './wire.js';

export interface Node {
  readonly log: Log;
  readonly faults: Faults;
  /** Where the leader is found: this same server, after it said that it is not the leader. */
  readonly leader: () => Leader;
  /** Ends all connections without a word. */
  readonly cut: () => void;
}

type Answer = sendUnaryData<AppendResp>;

/** The call Append: options first, then the events. */
export function append({ log, faults, leader, cut }: Node, call: ServerReadableStream<AppendReq, AppendResp>, answer: Answer): void {
  let options: AppendReq.Options | undefined;
  const events: Proposed[] = [];
  call.on('data', (part: AppendReq) => {
    if (part.hasOptions()) options = part.getOptions();
    else events.push(proposedOf(part.getProposedMessage()!));
  });
  call.on('error', () => undefined);
  // A broken connection ends the events too: it is told by a cancellation a moment later, and nothing happens.
  call.on('end', () => setImmediate(() => void run()));

  const run = async (): Promise<void> => {
    if (call.cancelled) return;
    const fault = faults.nextOfAppend();
    const late = faults.delay();
    if (late > 0) await wait(late);
    if (fault === 'cut-before-commit') return cut();
    if (fault === 'unavailable' || fault === 'not-leader') return answer(errorOf(fault, leader()));
    commit(fault);
  };

  const commit = (fault: AppendFault | undefined): void => {
    const expected = options!.hasRevision() ? Number(options!.getRevision()) : undefined;
    const result = log.append(nameOf(options!), events, expected);
    if (fault === 'cut-after-commit') return cut();
    if (fault === 'timeout-after-commit') return answer(errorOf('timeout', leader()));
    if (fault !== 'silence-after-commit') answer(null, answerOf(result, expected));
  };
}
