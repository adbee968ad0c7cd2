import type { ChangeReason, Employment } from '@flipside/contracts';
import type { ExternalKey, Identity } from '../domain/person/events.js';

/** How a row names a manager. */
export type NamedManager =
  | { readonly by: 'number'; readonly number: string; readonly legalEntity: string | null }
  | { readonly by: 'name'; readonly name: string };

/** Where a row places a person: names from the first level down, and the code of the last one where HR has codes. */
export interface NamedUnit {
  readonly path: readonly string[];
  readonly code: string | null;
}

/** What one row says, in our words, before its managers and its unit are looked up. */
export interface StatedRow {
  readonly line: number;
  readonly key: ExternalKey;
  readonly identity: Identity;
  readonly unit: NamedUnit | null;
  readonly managers: {
    readonly line: NamedManager | null;
    readonly dottedLine: readonly NamedManager[];
    readonly appraiser: NamedManager | null;
  };
  readonly employment: Omit<Employment, 'unitId' | 'managers'>;
  readonly effectiveOn: string;
  readonly reason: ChangeReason;
  readonly absence: { readonly from: string; readonly to: string | null } | null;
  /** What is unknown of this person after this row. */
  readonly notices: readonly NoticeCode[];
}

/** Why a row is left out. Each with a line and one of our fields, so that it can be mended where it came from. */
export const rejectionCodes = {
  'broken-utf8': 'The row holds bytes that are no UTF-8.',
  'broken-quotes': 'The row opens a quote that it does not close, or closes one in the middle of a field.',
  'row-too-long': 'The row is longer than 64 KiB.',
  'wrong-column-count': 'The row has more or fewer cells than the header.',
  'control-character': 'The cell holds a character that is not text.',
  'value-too-long': 'The cell is longer than 300 characters.',
  'number-missing': 'The row has no employee number.',
  'name-missing': 'The row has no name.',
  'duplicate-key': 'An earlier row of the file has the same number (and, where it is mapped, the same effective date).',
  'level-out-of-range': 'The level is a number, but not one from 1 to 10.',
  'fte-out-of-range': 'The share of full time is not above 0 and at most 1.',
  'impossible-date': 'The cell fits no date format, or names a day that does not exist.',
  'ambiguous-date': 'Two formats read the cell as two different days.',
  'unknown-status': 'The status is none that the mapping knows.',
  'unknown-value': 'The value is none that the mapping knows, and the mapping says to reject such rows.',
  'end-before-start': 'The last day is before the first.',
  'employed-after-end': 'The status says employed, and the last day is over.',
  'left-before-end': 'The status says left, and the last day lies ahead.',
  'employed-before-start': 'The status says employed, and the first day lies ahead.',
  'started-already': 'The status says that the start lies ahead, and the first day is over.',
  'absence-ends-before-start': 'The absence ends before it starts.',
  'top-of-tree-has-manager': 'The person is declared the top of the tree, and has a line manager.',
  'manager-cycle': 'Going up from manager to manager leads back to this person.',
  'erased-number': 'The number was erased, and the employment does not start after that.',
  'person-merged': 'The number was merged into another person.',
} as const;

export type RejectionCode = keyof typeof rejectionCodes;

/** What a row that was kept leaves unknown: counted, never invented, and it blocks only what needs it. */
export const noticeCodes = {
  'unknown-unit': 'No unit: in no silo.',
  'unknown-level': 'No level, or one that the table lacks: can’t be matched.',
  'unknown-manager': 'No line manager, or one that nobody fits: can’t be matched.',
  'ambiguous-manager': 'More than one person fits a manager’s name or number: can’t be matched.',
  'unknown-other-manager': 'A dotted-line or appraising manager whom nobody fits: can’t be matched.',
  'unknown-country': 'No country, or none of ISO 3166.',
  'unknown-zone': 'No time zone, or none of the IANA database.',
  'unknown-type': 'No type of employment, or one that the table lacks.',
  'unknown-working-days': 'No working days.',
  'unknown-fte': 'No share of full time.',
  'unknown-start': 'No first day.',
  'unknown-end': 'Left, without a last day: taken as of the day of the file.',
  'email-invalid': 'An e-mail address that is none was left out.',
} as const;

export type NoticeCode = keyof typeof noticeCodes;
