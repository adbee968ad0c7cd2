import type { AllFacts, PublicFacts } from '../facts/fact.js';
import type { FigureValue } from '../statistics/value.js';
import type { OpenCell } from './cells/open-cells.js';

/**
 * `share` 0 to 1; `change` −1 to 1; `index` −1 to 1; `level` 0 to 5; `score` 1 to 5; `alpha` up to 1; `ratio` of two
 * counts; `own` the unit that the cell's label `unit` names.
 */
export type Unit = 'count' | 'share' | 'change' | 'index' | 'level' | 'score' | 'alpha' | 'days' | 'hours' | 'ratio' | 'own';

export interface MeasureDefinition {
  readonly unit: Unit;
  /** What is counted over what; what is left out is named under `missing`. */
  readonly means: string;
}

/** What a figure means, so that a reader can recompute it. */
export interface FigureDefinition {
  readonly code: FigureCode;
  readonly title: string;
  /** One more whenever the definition changes what a number means. */
  readonly version: number;
  /** `live` from public contracts, shown whole; else released once for a closed month or round. */
  readonly appears: 'live' | 'month' | 'round';
  /** What the dimension of its cells may be, as `name=value` parts joined by `;`. */
  readonly dimensions: string;
  readonly measures: Readonly<Record<string, MeasureDefinition>>;
}

export const figureCodes = [
  'objectives',
  'programme-health',
  'leader-commitment',
  'reciprocity',
  'silo-crossing',
  'insight-to-action',
  'access',
  'skill-gaps',
  'skill-transfer',
  'dose',
  'psychological-safety',
  'worthwhile',
  'warnings',
  'insights-shared',
] as const;
export type FigureCode = (typeof figureCodes)[number];

/** Where a cell stands: a prefix of dimension ▸ silo ▸ level band; empty for the whole programme. */
export interface CellKey {
  readonly dimension?: string;
  /** Id of the silo at the programme's opening, or `other` for reporting classes too small to show. */
  readonly silo?: string;
  /** `1-3`, `4-6`, `7-8`, `9-10`, or `other`. */
  readonly band?: string;
}

export interface Cell {
  readonly key: CellKey;
  readonly values: Readonly<Record<string, FigureValue>>;
  /** Words beside the numbers: a verdict, a unit. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface LiveScope {
  readonly programmeId: string;
  /** Seed of whatever is drawn by chance, so that a figure is the same each time. */
  readonly asOf: string;
  /** Only what this leader did: for that leader's own eyes. */
  readonly leaderId?: string;
}

/** A closed month `YYYY-MM`, or a check-in round by its number. */
export type Period = { readonly month: string } | { readonly round: number };

export interface ReleaseScope {
  readonly programmeId: string;
  readonly period: Period;
  /** Last day of the month, or the day on which the round had closed. */
  readonly until: string;
}

/** A figure of public contracts: facts are cut to the programme and the moment already. */
export interface LiveFigure {
  readonly definition: FigureDefinition;
  compute(facts: PublicFacts, scope: LiveScope): readonly Cell[];
}

/** A figure that reads sealed contracts: only ever released, after suppression. */
export interface ReleasedFigure {
  readonly definition: FigureDefinition;
  compute(facts: AllFacts, scope: ReleaseScope): readonly OpenCell[];
}
