import type { Findings } from '../checks/findings.js';
import type { Scenario } from './scenarios.js';

/** Other text in a source, while a program runs; see mutate.mjs. */
export interface Mutation {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** One promise, the place where a program dies or sleeps, and the mistake by which the promise would be broken there. */
export interface Case {
  readonly promise: string;
  readonly mistake: string;
  readonly scenario: Scenario;
  /** Fault points of the program as it is. */
  readonly points: readonly Mutation[];
  /** The mistake, with the fault points in it. */
  readonly mutated: readonly Mutation[];
  readonly breaks: keyof Findings;
}

const relay = 'libs/feeds/src/kafka/relay.ts';
const telling = 'libs/feeds/src/kafka/telling.ts';
const requests = 'libs/feeds/src/kafka/requests.ts';
const delivery = 'libs/feeds/src/kafka/delivery.ts';
const runner = 'libs/read-models/src/runner.ts';
const policy = 'libs/feeds/src/run-policy.ts';
const watchdog = 'libs/feeds/src/kafka/watchdog.ts';
const command = 'libs/event-sourcing/src/handle-command.ts';
const appending = 'libs/event-sourcing/src/append-decided.ts';

const move = 'moved = moveRelayPlace(parts.db, lease, next);';
const tell = 'const { ends: reached } = place;';
const apply = 'else await applyEvents(db, target, table, left.without(target.projection, events));';
const begin = 'const { ours, out } = await inTransaction(target.db, async (db) => {';
const keep = 'await moveCheckpoints(db, name, ours.map(({ part, batch }) => ({ source: part, to: batch.upTo, handled: batch.events.length - left.among(batch.events) })));';
const moved = 'if (!(await moveCheckpoint(db, policy.name, part, batch.upTo, counts))) return false;';
const handle = 'for (const event of wanted) {';
const crashed = 'this.parts.failed(new ConsumerDied(`Kafka\'s client crashed: ${error.message}`, { cause: error }));';

const afterTelling: Mutation = { file: relay, find: move, put: `await globalThis.faultPoint('told'); ${move}` };
const beforeTelling: Mutation = { file: relay, find: tell, put: `await globalThis.faultPoint('telling'); ${tell}` };
const rowsWritten: Mutation = { file: runner, find: apply, put: `${apply} await globalThis.faultPoint('rows');` };
const beforeRows: Mutation = { file: runner, find: begin, put: `await globalThis.faultPoint('batch'); ${begin}` };
const taking = 'together.do({ part, batch, stored: stored.get(part), reached }, batch.events.length);';
const batchTaken: Mutation = {
  file: runner, find: `const apply = (): Promise<boolean> => ${taking}`,
  put: `const apply = async (): Promise<boolean> => { const applied = await ${taking} await globalThis.faultPoint('applied'); return applied; };`,
};
const handled: Mutation = { file: policy, find: moved, put: `await globalThis.faultPoint('handled'); ${moved}` };

export const cases: readonly Case[] = [
  {
    promise: 'a relay that dies after the acknowledgement, before its checkpoint, leaves nothing out',
    mistake: 'the checkpoint moves before the acknowledgement',
    scenario: 'relayDies', points: [afterTelling], breaks: 'lost',
    mutated: [
      { file: relay, find: tell, put: `${tell} await moveRelayPlace(parts.db, lease, { upTo: batch.upTo, ends: reached }); await globalThis.faultPoint('told');` },
    ],
  },
  {
    promise: 'all of a stream is in one partition',
    mistake: 'events are spread over partitions one by one',
    scenario: 'relayDies', points: [afterTelling], breaks: 'lost', // from the partition of its stream
    mutated: [afterTelling, { file: requests, find: 'partitionFor(contract.stream)', put: 'partitionFor(contract.id)' }],
  },
  {
    promise: 'a relay that sleeps before it sends, and wakes after another took over, is refused',
    mistake: 'no fencing: each process tells under a name of its own',
    scenario: 'relaySleeps', points: [beforeTelling], breaks: 'outOfOrder',
    // What it would tell after that, to the end and in order, the checks take for telling again: it looks at its checkpoint first.
    mutated: [beforeTelling, { file: relay, find: move, put: `${move} await moved;` }, { file: telling, find: 'relay-${settings.service}`', put: 'relay-${settings.service}-${process.pid}`' }],
  },
  {
    promise: 'a reader that dies between its rows and its place applies nothing twice',
    mistake: 'the place is stored outside the transaction of the rows',
    scenario: 'hearerDies', points: [rowsWritten], breaks: 'twice',
    mutated: [
      { file: runner, find: keep, put: '' },
      { file: runner, find: 'stored.set(part, batch.upTo);', put: `await globalThis.faultPoint('rows'); await moveCheckpoints(target.db, name, [{ source: part, to: batch.upTo }]); stored.set(part, batch.upTo);` },
    ],
  },
  {
    promise: 'a reader that dies between its place and its rows leaves nothing out',
    mistake: 'the place is stored first, in a transaction of its own',
    scenario: 'hearerDies', points: [rowsWritten], breaks: 'lost',
    mutated: [
      { file: runner, find: begin, put: `await moveCheckpoints(target.db, name, takes.map(({ part, batch }) => ({ source: part, to: batch.upTo }))); await globalThis.faultPoint('rows'); ${begin}` },
      { file: runner, find: keep, put: '' },
    ],
  },
  {
    promise: 'what was told twice is applied once',
    mistake: 'the last position that was seen is not looked at',
    scenario: 'toldTwice', points: [afterTelling], breaks: 'twice',
    mutated: [afterTelling, { file: delivery, find: 'return watermark !== undefined && comparePositions(position, watermark) <= 0;', put: 'return comparePositions(position, position) < 0;' }],
  },
  {
    promise: 'each partition is taken to its end',
    mistake: 'one watermark for all partitions',
    scenario: 'toldTwice', points: [afterTelling], breaks: 'lost',
    mutated: [
      afterTelling,
      { file: delivery, find: 'let watermark = place?.watermark;', put: 'let watermark = (globalThis as { mark?: Position }).mark ?? place?.watermark;' },
      { file: delivery, find: 'watermark = contract.position;', put: 'watermark = (globalThis as { mark?: Position }).mark = contract.position;' },
    ],
  },
  {
    promise: 'a reader that sleeps with a batch in its hands, and wakes after another took it, applies nothing',
    mistake: 'the place is not compared with where the batch continues',
    scenario: 'hearerSleeps', points: [beforeRows, batchTaken], breaks: 'twice',
    mutated: [beforeRows, batchTaken, {
      file: runner,
      find: 'return isAtOrBefore(stored, place) && isAtOrBefore(place, reached) && isAtOrBefore(place?.watermark, reached?.watermark);',
      put: 'return isAtOrBefore(stored, place) || isAtOrBefore(place, reached);',
    }],
  },
  {
    promise: 'a policy that dies before its append does it after all',
    mistake: 'the policy moves its place before the append',
    scenario: 'policyDies', points: [{ file: policy, find: handle, put: `await globalThis.faultPoint('handled'); ${handle}` }], breaks: 'lost',
    mutated: [{ file: policy, find: handle, put: `await moveCheckpoint(db, policy.name, part, batch.upTo); await globalThis.faultPoint('handled'); ${handle}` }],
  },
  {
    promise: 'a policy that dies after the append, before its place moves, does nothing twice',
    mistake: 'the id of a command is not looked for',
    scenario: 'policyDies', points: [handled], breaks: 'twice',
    mutated: [
      handled,
      { file: command, find: 'const first = firstResult(loaded, context);', put: 'const first = firstResult({ ...loaded, history: [] }, context);' },
      { file: appending, find: 'id: deriveId(context.commandId, stream, index),', put: 'id: crypto.randomUUID(),' },
    ],
  },
  {
    promise: 'a fault of the surroundings parks nothing',
    mistake: 'a fault that passes counts like any other',
    scenario: 'policyCut', points: [], breaks: 'parked',
    mutated: [{ file: policy, find: 'if (signal.aborted || isTransient(error)) throw error;', put: 'if (signal.aborted || isTransient(undefined)) throw error;' }],
  },
  {
    promise: 'a program whose client the brokers refuse ends, and the next one goes on',
    mistake: 'a crash of the client is told to nobody',
    scenario: 'hearerRefused', points: [], breaks: 'stuck',
    mutated: [{ file: watchdog, find: crashed, put: '' }],
  },
];
