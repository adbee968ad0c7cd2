import type { Cell, CellKey, FigureCode } from '../figures/figure.js';
import type { Interval } from '../statistics/value.js';

export const findingCodes = [
  'skill-rose',
  'skill-did-not-rise',
  'leader-cancels-late',
  'safety-fell',
  'response-halved',
  'risks-warned-in-time',
  'drift-into-help-desk',
  'silo-not-crossed',
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** Something that figures show beyond doubt, by a documented rule. */
export interface Finding {
  readonly code: FindingCode;
  readonly figure: FigureCode;
  readonly scope: CellKey & { readonly programmeId: string; readonly leaderId?: string; readonly period?: string };
  /** null where the figure tells a range alone, since all, or all but one, answered alike. */
  readonly value: number | null;
  readonly interval: Interval | null;
  /** What the value, or the nearer end of its interval, was compared with. */
  readonly threshold: number;
}

/** A sealed figure as it was released. */
export interface ReleasedCells {
  /** `2026-03`, or `round-2`. */
  readonly period: string;
  readonly cells: readonly Cell[];
}

/** All that a rule may see: figures as anybody with the right to them reads them. */
export interface FiguresRead {
  readonly programmeId: string;
  /** Set where the live figures are one leader's own. */
  readonly leaderId?: string;
  live(code: FigureCode): readonly Cell[];
  /** In the order of their periods. */
  releases(code: FigureCode): readonly ReleasedCells[];
}

export interface FindingRule {
  readonly code: FindingCode;
  readonly figure: FigureCode;
  /** When it holds, in words. */
  readonly means: string;
  find(figures: FiguresRead): readonly Finding[];
}
