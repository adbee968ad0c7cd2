import type { AsOf } from '../facts/remember.js';
import { asOfInstant } from '../facts/remember.js';
import { liveFigure } from '../figures/catalogue.js';
import { computeLive } from '../figures/compute.js';
import type { Cell, FigureCode } from '../figures/figure.js';
import { releasedFigures } from '../figures/catalogue.js';
import type { FiguresRead, ReleasedCells } from '../findings/finding.js';
import type { Releases } from '../read-models/releases/releases.projection.js';
import type { Told } from '../read-models/told/told.queries.js';

export interface Reading {
  readonly programmeId: string;
  readonly asOf: AsOf;
  /** For one leader's own eyes. */
  readonly leaderId?: string;
}

/** Reads figures as anybody with the right to them may: live ones computed, sealed ones as they were released. */
export class FigureReader {
  constructor(
    private readonly told: Told,
    private readonly released: Releases,
  ) {}

  /** Cells of a live figure; undefined for a figure that is not live. */
  async live(code: FigureCode, reading: Reading): Promise<readonly Cell[] | undefined> {
    const figure = liveFigure(code);
    return figure && computeLive(figure, await this.told.publicFacts(), reading);
  }

  releases(programmeId: string, code: FigureCode): Promise<readonly ReleasedCells[]> {
    return this.released.of(programmeId, code);
  }

  /** All that findings are made from, read once. */
  async all(programmeId: string, now: string, leaderId?: string): Promise<FiguresRead> {
    const facts = await this.told.publicFacts();
    const codes = releasedFigures.map(({ definition }) => definition.code);
    const releases = new Map(
      await Promise.all(codes.map(async (code) => [code, await this.releases(programmeId, code)] as const)),
    );
    const question = { programmeId, asOf: asOfInstant(now), ...(leaderId !== undefined && { leaderId }) };
    return {
      programmeId,
      ...(leaderId !== undefined && { leaderId }),
      live: (code) => {
        const figure = liveFigure(code);
        return figure ? computeLive(figure, facts, question) : [];
      },
      // A leader's own eyes see no more of others than before.
      releases: (code) => (leaderId === undefined ? (releases.get(code) ?? []) : []),
    };
  }
}
