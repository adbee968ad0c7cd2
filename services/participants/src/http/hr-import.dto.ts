import { Day, Id, Int, ListOf, MapOf, Nested, OneOf, PageQuery, Text, Texts } from '@flipside/service-kit';

export class MappingRequest {
  @Text({ max: 200, example: 'Payroll export' }) name: string;
  @MapOf('object', {
    description: 'Which column is what; `source`, `asOf` and `coverage` may be left to the upload.',
    example: { source: 'hr', number: { column: 'Number' }, name: { column: 'Name' } },
  })
  mapping: Record<string, unknown>;
}

export class ImportReceipt {
  @Id() id: string;
}

export class ImportQuery {
  @Id({ description: 'The column mapping.' }) mapping: string;
  @Text({ max: 60, optional: true, description: 'The system the file comes from, where the mapping does not say so.', example: 'hr' })
  source?: string;
  @Day({ optional: true, description: 'The day for which the file states what it states.' }) asOf?: string;
  @OneOf(['full', 'partial'], { optional: true, description: 'full: whoever is not in it is reported as missing, never ended.' })
  coverage?: 'full' | 'partial';
}

export class RejectionsQuery extends PageQuery {}

class Progress {
  @OneOf(['reading', 'linking', 'weighing', 'applying', 'completed']) stage: string;
  @Int({ description: 'The last line that this stage is done with.' }) line: number;
  @Int({ description: 'Rows of the file.' }) rows: number;
}

class ExpectedView {
  @Int({ description: 'Employments of this source before the file.' }) known: number;
  @Int() endings: number;
  @Int() managerChanges: number;
}

class CountsView {
  @Int() rows: number;
  @Int() registered: number;
  @Int() changed: number;
  @Int() left: number;
  @Int() rehired: number;
  @Int() unchanged: number;
  @Int({ nullable: true, description: 'Known and not in the file; null where it was not complete.' }) missing: number | null;
}

export class ImportView {
  @Id() id: string;
  @Text({ description: 'Revision, also the ETag.' }) revision: string;
  @OneOf(['reading', 'linking', 'held', 'applying', 'completed', 'failed']) state: string;
  @Text() source: string;
  @Day() asOf: string;
  @OneOf(['full', 'partial']) coverage: string;
  @Nested(() => Progress) progress: Progress;
  @Nested(() => ExpectedView, { nullable: true, description: 'What it would do, where it was held.' }) expected: ExpectedView | null;
  @Texts({ values: ['endings', 'manager-changes'] }) holdReasons: string[];
  @Int() rejected: number;
  @Nested(() => CountsView, { nullable: true }) counts: CountsView | null;
  @MapOf('number', { description: 'Rows kept with something unknown, by code.' }) notices: Record<string, number>;
}

class RejectionView {
  @Int({ description: 'The line on which the row begins; the header is line 1.' }) line: number;
  @Text() field: string;
  @Text({ example: 'level-out-of-range' }) code: string;
  @Text({ description: 'The code in words.' }) meaning: string;
}

export class RejectionPage {
  @ListOf(() => RejectionView, { max: 500 }) items: RejectionView[];
  @Text({ nullable: true, max: 1000 }) next: string | null;
}
