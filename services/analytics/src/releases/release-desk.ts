import { createHash } from 'node:crypto';
import { DomainError, handleCommand, type CommandContext, type CommandTarget } from '@flipside/event-sourcing';
import { canonicalJson, type KeyedHash } from '@flipside/privacy';
import type { Serial } from '@flipside/service-kit';
import type { Pool } from 'pg';
import { releaseStream, type ReleaseCommand, type ReleaseEvent, type ReleaseState } from '../domain/release.js';
import { releasedFigures } from '../figures/catalogue.js';
import { knownBy, mergersOf, type Merger } from '../facts/humans.js';
import { computeRelease } from '../figures/compute.js';
import type { Period, ReleasedFigure } from '../figures/figure.js';
import type { Told } from '../read-models/told/told.queries.js';
import { makeRelease, periodName, type FigureMemory } from './make-release.js';
import { rememberedAsHumans } from './remembered-humans.js';

export type ReleaseTarget = CommandTarget<ReleaseCommand, ReleaseEvent, ReleaseState>;

export interface ReleaseDeskParts {
  readonly target: ReleaseTarget;
  readonly told: Told;
  readonly db: Pool;
  readonly hash: KeyedHash;
  /** Holds over all replicas. */
  readonly queue: Serial;
  /** Distinct mentors, and leaders, below which a programme hides a cell. */
  readonly kOf: (programmeId: string) => Promise<number>;
}

/**
 * Makes the releases of sealed figures, one after the other. What suppression remembers of earlier releases is kept beside
 * the log under its digest: it holds opaque tokens, and no release can be made without the memory of the one before.
 */
export class ReleaseDesk {
  constructor(private readonly parts: ReleaseDeskParts) {}

  /**
   * Releases every figure that appears by such a period and was not released for it yet. With a round come the rounds before
   * it, should one of them still have waited for a check-in that never opened: after a later one it would be too late.
   */
  release(programmeId: string, period: Period, context: CommandContext): Promise<void> {
    const appears = 'month' in period ? 'month' : 'round';
    return this.parts.queue.run(async () => {
      const facts = await this.parts.told.allFacts();
      const mergers = knownBy(mergersOf(facts.sealed), context.at);
      for (const figure of releasedFigures.filter(({ definition }) => definition.appears === appears)) {
        for (const one of untilPeriod(period)) {
          const computed = computeRelease(figure, facts, programmeId, one, context.at);
          if (computed) await this.one(figure, programmeId, one, { ...computed, mergers }, context);
        }
      }
    });
  }

  private async one(
    figure: ReleasedFigure,
    programmeId: string,
    period: Period,
    { until, cells, mergers }: NonNullable<ReturnType<typeof computeRelease>> & { readonly mergers: readonly Merger[] },
    context: CommandContext,
  ): Promise<void> {
    const { code, version } = figure.definition;
    const { target, hash, kOf } = this.parts;
    const stream = releaseStream(code, programmeId);
    const basedOn = await this.lastMemory(stream);
    const k = await kOf(programmeId);
    const token = (text: string): string => hash.hash(`release of ${programmeId}`, text);
    const before = rememberedAsHumans(await this.remembered(basedOn), mergers, token);
    const made = makeRelease(figure.definition, cells, { period, k, memory: before, token });
    const memory = await this.keep(made.memory);
    const command: ReleaseCommand = {
      type: 'releaseFigure',
      figure: code,
      version,
      programmeId,
      period: periodName(period),
      until,
      k,
      cells: made.cells,
      basedOn,
      memory,
      at: context.at,
    };
    const own = { ...context, commandId: `${context.commandId}-${code}-${periodName(period)}` };
    await handleCommand(target, stream, command, own).catch(unlessPassed);
  }

  private async lastMemory(stream: string): Promise<string | null> {
    const last = (await this.parts.target.store.readStream(stream)).at(-1);
    return last ? (last.data as unknown as { memory: string }).memory : null;
  }

  private async remembered(digest: string | null): Promise<FigureMemory> {
    if (digest === null) return {};
    const { rows } = await this.parts.db.query<{ memory: FigureMemory }>('select memory from release_memory where digest = $1', [
      digest,
    ]);
    if (!rows[0])
      throw new Error('the memory of the release before is lost: no further release of this figure can be made safely');
    return rows[0].memory;
  }

  private async keep(memory: FigureMemory): Promise<string> {
    const text = canonicalJson(memory);
    const digest = createHash('sha256').update(text).digest('hex');
    await this.parts.db.query('insert into release_memory (digest, memory) values ($1, $2) on conflict do nothing', [
      digest,
      text,
    ]);
    return digest;
  }
}

/** A round that was still waiting when a later one was released stays unreleased: nothing to do about it any more. */
function unlessPassed(error: unknown): void {
  if (!(error instanceof DomainError && error.code === 'period-passed')) throw error;
}

function untilPeriod(period: Period): readonly Period[] {
  return 'month' in period ? [period] : Array.from({ length: period.round }, (_, i) => ({ round: i + 1 }));
}
