import { Id, Int, ListOf, MapOf, Nested, Num, OneOf, Text } from '@flipside/service-kit';
import { figureCodes } from '../figures/figure.js';
import { findingCodes } from '../findings/finding.js';

export class FigureDefinitionView {
  @OneOf(figureCodes) code: string;
  @Text() title: string;
  @Int({ description: 'One more whenever what a number means changes.' }) version: number;
  @OneOf(['live', 'month', 'round'], { description: '`live` from public contracts; else released once for a closed month or round.' }) appears: string;
  @Text({ max: 2000, description: 'What the dimension of its cells may be.' }) dimensions: string;
  @MapOf('object', { description: 'Unit and meaning of each measure.' }) measures: Record<string, unknown>;
}

export class FigureCatalogue {
  @ListOf(() => FigureDefinitionView) items: FigureDefinitionView[];
}

export class CellView {
  @MapOf('string', { description: 'Where it stands: dimension, silo, level band; empty for the whole programme.' }) key: Record<string, string>;
  @MapOf('object', { description: 'By measure: value or null, n, interval or null, missing by reason, and why where it is null.' })
  values: Record<string, unknown>;
  @MapOf('string', { optional: true, description: 'Words beside the numbers.' }) labels?: Record<string, string>;
}

export class LiveFigureView {
  @OneOf(figureCodes) figure: string;
  @Id() programmeId: string;
  @Text({ description: 'Recorded by then, ISO 8601 in UTC.' }) asOf: string;
  @Text({ description: 'Of what held by that day.' }) effectiveOn: string;
  @ListOf(() => CellView, { max: 100_000 }) cells: CellView[];
}

export class ReleaseView {
  @OneOf(figureCodes) figure: string;
  @Text({ example: '2027-03', description: 'A month, or `round-2`.' }) period: string;
  @Text({ description: 'Last day of the period.' }) until: string;
  @Int({ description: 'Distinct mentors, and leaders, below which a cell is hidden.' }) k: number;
  @Text() releasedAt: string;
  @ListOf(() => CellView, { max: 100_000 }) cells: CellView[];
}

export class ReleaseList {
  @ListOf(() => ReleaseView, { max: 10_000 }) items: ReleaseView[];
}

export class FindingView {
  @OneOf(findingCodes) code: string;
  @OneOf(figureCodes) figure: string;
  @MapOf('string') scope: Record<string, string>;
  @Num() value: number;
  @MapOf('object', { nullable: true, description: 'Lower and upper end, 95 %.' }) interval: unknown;
  @Num({ description: 'What the value, or the nearer end of its interval, was compared with.' }) threshold: number;
}

export class FindingList {
  @ListOf(() => FindingView, { max: 10_000 }) items: FindingView[];
}

class FindingRuleView {
  @OneOf(findingCodes) code: string;
  @OneOf(figureCodes) figure: string;
  @Text({ max: 2000, description: 'When it holds, in words.' }) means: string;
}

export class FindingRules {
  @ListOf(() => FindingRuleView) items: FindingRuleView[];
}

export class ReportView {
  @Id() programmeId: string;
  @Text() asOf: string;
  @ListOf(() => LiveFigureView) live: LiveFigureView[];
  @ListOf(() => ReleaseView, { max: 10_000, description: 'The newest release of each sealed figure.' }) released: ReleaseView[];
  @ListOf(() => FindingView, { max: 10_000 }) findings: FindingView[];
  @Nested(() => LiveFigureView, { description: 'Each objective: baseline, now, target, met or missed.' }) objectives: LiveFigureView;
}
