import { DomainError, handleCommand, parsePosition, type CommandContext, type Recorded } from '@flipside/event-sourcing';
import { definePolicy, type Feed } from '@flipside/feeds';
import type { MatchRunEvent } from '../domain/match-run/events.js';
import { matchRunStream } from '../domain/match-run/events.js';
import { match } from '../run/match.js';
import { asToldNow, type KeptReport } from '../run/report.js';
import type { RunReport, RunResult } from '../run/result.js';
import type { KeptRun } from '../run/verify.js';
import { whatIfSnapshot } from '../run/what-if.js';
import type { Snapshot } from '../scoring/snapshot.js';
import type { Requested, SnapshotDesk } from '../snapshots/snapshot-desk.js';
import type { Sources } from '../sources.js';
import type { Targets } from '../targets.js';
import type { RunArtefacts } from './artefacts.js';
import { attended, type Attended } from './attended.js';
import { sideBySide, type SideBySide } from './comparison.js';
import { isWhole, presentIn, resultLeft, snapshotLeft } from './kept-run.js';
import { contentsOf } from './outcome.js';
import type { ProgressOfRuns, RunProgress } from './run-progress.js';
import { verifyRun, type Verified } from './verify-run.js';

type Event = Recorded<MatchRunEvent>;

export interface RunDeskParts {
  readonly targets: Targets;
  readonly sources: Sources;
  readonly artefacts: RunArtefacts;
  readonly snapshots: SnapshotDesk;
  readonly progress: ProgressOfRuns;
}

/** Computes match runs and verifies them. */
export class RunDesk {
  constructor(private readonly parts: RunDeskParts) {}

  /**
   * Computes what was requested, keeps it, and completes the run; a repeat gives the same bytes. Nothing is kept of a run that is
   * aborted or discarded meanwhile.
   *
   * @param stop ends it without a word: whoever computes it next does so from the beginning.
   * @throws DomainError `run-discarded`.
   */
  async compute(requested: Requested, context: CommandContext, stop: AbortSignal): Promise<void> {
    const { progress, sources } = this.parts;
    try {
      await attended({ progress, runs: sources.runs }, requested.runId, stop, (means) => this.complete(requested, context, means));
    } catch (error) {
      if (error instanceof DomainError && error.code === 'run-discarded') await this.parts.artefacts.forget(requested.runId);
      if (!(error instanceof DomainError) || error.code !== 'snapshot-invalid') throw error;
      await this.decide(requested, { type: 'discard', reason: 'failed' }, context);
    }
  }

  private async complete(requested: Requested, context: CommandContext, { signal, onProgress }: Attended): Promise<void> {
    const { runId, seed } = requested;
    const kept = await this.parts.artefacts.load(runId);
    signal.throwIfAborted();
    const snapshot = kept && isWhole(kept) ? snapshotLeft(kept) : await this.snapshotOf(requested, signal);
    const outcome = await match(snapshot, { seed, without: requested.whatIf?.without, signal, onProgress });
    onProgress('keeping', 0);
    signal.throwIfAborted();
    const hashes = await this.parts.artefacts.keep(runId, contentsOf(snapshot, outcome), snapshot.people.length);
    const { counts, topics } = outcome.result;
    const verdict = outcome.solved.optimal ? 'optimal' : 'refused';
    await this.decide(requested, { type: 'complete', verdict, ...hashes, people: snapshot.people.length, counts, topics }, context);
  }

  private decide({ runId }: Requested, command: Parameters<Targets['run']['decider']['decide']>[0], context: CommandContext) {
    return handleCommand(this.parts.targets.run, matchRunStream(runId), command, context);
  }

  /** What a run is computed from; of a what-if the snapshot of the run it is compared with, changed. */
  private async snapshotOf(requested: Requested, signal: AbortSignal): Promise<Snapshot> {
    const { whatIf } = requested;
    if (!whatIf) return this.parts.snapshots.at(requested, { signal });
    const kept = await this.parts.artefacts.load(whatIf.against);
    if (!kept) throw new DomainError('snapshot-invalid', 'There is nothing kept of the run that this what-if is compared with.');
    const added = whatIf.added ? await this.parts.snapshots.at(requested, { added: whatIf.added, signal }) : undefined;
    return changedBy(snapshotLeft(kept), requested, added);
  }

  /** The same from the events alone. */
  private async rebuilt(requested: Requested, also: readonly string[], means: Attended): Promise<Snapshot> {
    const { signal } = means;
    const onProgress = (done: number): void => means.onProgress('preparing', done);
    const { snapshots, sources } = this.parts;
    const { whatIf } = requested;
    if (!whatIf) return snapshots.fromEvents(requested, { also, signal, onProgress });
    const against = await sources.runs.one(whatIf.against);
    const present = await this.parts.artefacts.load(whatIf.against);
    if (!against || !present) throw new DomainError('run-not-found', 'The run that this what-if is compared with is not there.');
    const base = await this.rebuilt(against.requested, [...presentIn(present)], means);
    return changedBy(base, requested, whatIf.added && (await snapshots.fromEvents(requested, { added: whatIf.added, signal, onProgress })));
  }

  /** Tells how far it is meanwhile. Undefined for a run that is not completed. @throws the signal's reason. */
  async verify(runId: string, stop: AbortSignal): Promise<Verified | undefined> {
    const row = await this.parts.sources.runs.one(runId);
    const kept = await this.parts.artefacts.load(runId);
    if (!row?.hashes || !kept) return undefined;
    const present = presentIn(kept);
    return attended({ progress: this.parts.progress }, runId, stop, async (means) => {
      const rebuilt = await this.rebuilt(row.requested, [...present], means);
      const erased = await this.parts.sources.erased();
      return verifyRun({ row, kept, rebuilt, gone: new Set(erased), erased: kept.people - present.size }, means);
    });
  }

  load(runId: string): Promise<KeptRun | undefined> {
    return this.parts.artefacts.load(runId);
  }

  /** What was found, without anybody who was erased since; undefined for a run without a result. */
  async result(runId: string): Promise<RunResult | undefined> {
    const kept = await this.load(runId);
    return kept && resultLeft(kept);
  }

  /** How far a run is; null unless it is being computed or verified. */
  progress(runId: string): Promise<RunProgress | null> {
    return this.parts.progress.of(runId);
  }

  /** The report names nobody. */
  async report(runId: string): Promise<RunReport | null> {
    const head = (await this.parts.artefacts.head(runId, 'result')) as { readonly report: KeptReport } | undefined;
    return head ? asToldNow(head.report) : null;
  }

  comparison(runId: string): Promise<SideBySide> {
    return sideBySide(this.parts.sources, this.parts.artefacts, runId);
  }
}

function changedBy(base: Snapshot, { whatIf }: Requested, full: Snapshot | undefined): Snapshot {
  if (!full) return whatIfSnapshot(base, whatIf!);
  const ids = new Set(whatIf!.added!.map(({ personId }) => personId));
  const here = new Set(base.people.map(({ personId }) => personId));
  const people = full.people
    .filter(({ personId }) => ids.has(personId) || !here.has(personId))
    .map(({ enrolled, ...person }) => (enrolled && ids.has(person.personId) ? { ...person, enrolled } : person));
  const pairs = full.pairs.filter(({ mentorId, menteeId }) => ids.has(mentorId) || ids.has(menteeId));
  return whatIfSnapshot(base, whatIf!, { people, pairs });
}

/** A requested run is computed by a consumer of its own: an interrupted one is computed again. */
export function onRunRequested(feed: Feed<Event>, desk: RunDesk, ready: (sources: Requested['sources']) => Promise<void>) {
  return definePolicy<Event>({
    name: 'match-run',
    feed,
    expected: ['run-discarded'],
    on: {
      MatchRunRequested: async ({ data, stream }, context) => {
        await ready(data.sources);
        await desk.compute(data, context.command(stream), context.signal);
      },
    },
  });
}

/** `epoch:n` of a source as the request names it. */
export function placeOf(sources: Requested['sources'], service: string) {
  const text = sources[service];
  return text === undefined ? undefined : parsePosition(text);
}
