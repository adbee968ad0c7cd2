import { DomainError } from '@flipside/event-sourcing';
import { overridable, type HardConstraint } from '../domain/constraints.js';
import { fieldOf } from '../scoring/pairs/field.js';
import { solveRun, type SolvedRun } from '../run/solve-run.js';
import { questions, type Loss, type PairView, type PlaceValue, type Questions, type WhyNot } from '../run/why-not.js';
import type { Sources } from '../sources.js';
import type { RunArtefacts } from './artefacts.js';
import { snapshotLeft } from './kept-run.js';
import { SharedWork } from './shared-work.js';

/** How long a run stays solved for further questions, in milliseconds: as long as keys may be kept. */
const REMEMBER_MS = 60_000;
const MOST_REMEMBERED = 2;

export interface OverridePreview extends PairView {
  /** Of those broken, the ones that nobody may set aside. */
  readonly firm: readonly HardConstraint[];
  /** What the programme's optimum loses; null where the pair can't be put together at all. */
  readonly cost: Loss | null;
}

interface Asked {
  readonly questions: SharedWork<Questions | undefined>;
  readonly forget: NodeJS.Timeout;
}

/**
 * Answers questions about completed runs, solving one again where it is asked about for the first time. Nothing is computed on once
 * nobody waits for it.
 */
export class QuestionDesk {
  private readonly asked = new Map<string, Asked>();

  constructor(
    private readonly sources: Pick<Sources, 'runs'>,
    private readonly artefacts: RunArtefacts,
  ) {}

  async whyNot(runId: string, mentorId: string, menteeId: string, signal: AbortSignal): Promise<WhyNot> {
    return (await this.about(runId, signal)).whyNot(mentorId, menteeId, { signal });
  }

  async placeValue(runId: string, mentorId: string, signal: AbortSignal): Promise<PlaceValue | null> {
    return (await this.about(runId, signal)).placeValue(mentorId, { signal });
  }

  /** What an override would break and cost, before anybody confirms it. */
  async override(runId: string, mentorId: string, menteeId: string, signal: AbortSignal): Promise<OverridePreview> {
    const about = await this.about(runId, signal);
    const pair = about.pair(mentorId, menteeId);
    const firm = pair.broken.filter((constraint) => !overridable.has(constraint));
    return { ...pair, firm, cost: firm.length > 0 ? null : await costOf(about, mentorId, menteeId, signal) };
  }

  private async about(runId: string, signal: AbortSignal): Promise<Questions> {
    const known = this.asked.get(runId);
    const found = await (known && !known.questions.isGivenUp ? known : this.remember(runId)).questions.wait(signal);
    if (!found) throw new DomainError('run-not-completed', 'The run has no result to ask about.');
    return found;
  }

  private remember(runId: string): Asked {
    clearTimeout(this.asked.get(runId)?.forget);
    const drop = (): void => void (this.asked.get(runId) === asked && this.asked.delete(runId));
    const work = async (signal: AbortSignal): Promise<Questions | undefined> => {
      try {
        const run = await this.solved(runId, signal);
        return run && questions(run);
      } catch (error) {
        drop();
        throw error;
      }
    };
    const asked: Asked = { forget: setTimeout(drop, REMEMBER_MS).unref(), questions: new SharedWork(work) };
    this.asked.delete(runId);
    this.asked.set(runId, asked);
    if (this.asked.size > MOST_REMEMBERED) this.asked.delete(this.asked.keys().next().value!);
    return asked;
  }

  private async solved(runId: string, signal: AbortSignal): Promise<SolvedRun | undefined> {
    const [row, kept] = await Promise.all([this.sources.runs.one(runId), this.artefacts.load(runId)]);
    if (!row?.hashes || !kept) return undefined;
    const { seed, whatIf } = row.requested;
    return solveRun(fieldOf(snapshotLeft(kept), whatIf?.without), { seed, signal });
  }
}

async function costOf(about: Questions, mentorId: string, menteeId: string, signal: AbortSignal): Promise<Loss | null> {
  try {
    return await about.overrideCost(mentorId, menteeId, { signal });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'pair-not-possible') return null;
    throw error;
  }
}
