import { changeReasons, employmentStatuses, employmentTypes, exitReasons, faultsOf } from '@flipside/contracts';
import { DomainError } from '@flipside/event-sourcing';
import { Type, type Static, type TSchema } from 'typebox';
import { dateFormat } from './date-formats.js';
import { encodings } from './encoding.js';

const exact = { additionalProperties: false } as const;
const column = Type.String({ minLength: 1, description: 'a header of the file' });

/** Where a text comes from: one column, several joined by a blank (or `join`), or the same for every row. */
export const textSource = Type.Union([
  Type.Object({ column }, exact),
  Type.Object({ columns: Type.Array(column, { minItems: 1 }), join: Type.Optional(Type.String()) }, exact),
  Type.Object({ constant: Type.String({ minLength: 1 }) }, exact),
]);

/** A text that is looked up. Words are compared without regard to case and blanks. What the table lacks stays as it is. */
const translated = Type.Union([
  Type.Object({ column, values: Type.Optional(Type.Record(Type.String(), Type.String())) }, exact),
  Type.Object({ constant: Type.String({ minLength: 1 }) }, exact),
]);

/** One of our words for each of theirs. What the table lacks is unknown and reported, or rejects the row. */
const choice = <T extends TSchema>(of: T) =>
  Type.Union([
    Type.Object(
      { column, values: Type.Record(Type.String(), of), otherwise: Type.Optional(Type.Enum(['unknown', 'reject'])) },
      exact,
    ),
    Type.Object({ constant: of }, exact),
  ]);

/** Formats of this column alone, before those of the file. */
const date = Type.Object({ column, formats: Type.Optional(Type.Array(Type.String(), { minItems: 1 })) }, exact);

/** Managers by number (of the same legal entity first) or by name, which counts only where exactly one person fits. */
const manager = Type.Object(
  {
    by: Type.Enum(['number', 'name']),
    column,
    legalEntity: Type.Optional(textSource),
    separator: Type.Optional(Type.String({ minLength: 1, description: 'between several in one cell' })),
  },
  exact,
);

const level = Type.Integer({ minimum: 1, maximum: 10 });
const weekdays = Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { maxItems: 7 });

/** Which column of a file is what. Nothing that is not here is read; nothing is guessed. */
export const importMapping = Type.Object(
  {
    source: Type.String({ minLength: 1, maxLength: 60, description: 'the system the file comes from' }),
    asOf: Type.String({ format: 'date', description: 'the day for which the file states what it states' }),
    coverage: Type.Enum(['full', 'partial'], { description: 'full: whoever is not in it is reported as missing, never ended' }),
    csv: Type.Optional(
      Type.Object(
        { delimiter: Type.Optional(Type.Enum([',', ';', '\t', '|'])), encoding: Type.Optional(Type.Enum(encodings)) },
        exact,
      ),
    ),
    dates: Type.Optional(
      Type.Object(
        {
          formats: Type.Array(Type.String(), { minItems: 1, description: 'such as `yyyy-MM-dd`, `d-MMM-yy`, `dd/MM/yyyy H:mm`' }),
          pivot: Type.Optional(Type.Integer({ minimum: 0, maximum: 99, description: 'two-digit years below it are of 2000' })),
          months: Type.Optional(Type.Array(Type.String({ minLength: 1 }), { minItems: 12, maxItems: 12 })),
        },
        exact,
      ),
    ),
    number: textSource,
    legalEntity: Type.Optional(textSource),
    name: textSource,
    email: Type.Optional(textSource),
    unit: Type.Optional(
      Type.Object(
        {
          path: Type.Array(textSource, { minItems: 1, description: 'from the first level down' }),
          separator: Type.Optional(Type.String({ minLength: 1, description: 'where one cell holds several levels' })),
          code: Type.Optional(textSource),
        },
        exact,
      ),
    ),
    title: Type.Optional(textSource),
    level: Type.Optional(
      Type.Object(
        { column, table: Type.Optional(Type.Record(Type.String(), level, { description: 'title or grade ▸ level' })) },
        exact,
      ),
    ),
    manager: Type.Optional(manager),
    dottedLine: Type.Optional(manager),
    appraiser: Type.Optional(manager),
    topOfTree: Type.Optional(
      Type.Object(
        {
          numbers: Type.Optional(Type.Array(Type.String())),
          selfManaged: Type.Optional(Type.Boolean({ description: 'who is their own manager has none' })),
          column: Type.Optional(column),
          values: Type.Optional(Type.Array(Type.String())),
        },
        exact,
      ),
    ),
    site: Type.Optional(translated),
    country: Type.Optional(translated),
    zone: Type.Optional(translated),
    type: Type.Optional(choice(Type.Enum(employmentTypes))),
    status: Type.Optional(choice(Type.Enum(employmentStatuses))),
    left: Type.Optional(Type.Array(Type.Object({ column, values: Type.Array(Type.String(), { minItems: 1 }) }, exact))),
    workingDays: Type.Optional(choice(weekdays)),
    fte: Type.Optional(
      Type.Object(
        {
          column,
          full: Type.Optional(Type.Number({ exclusiveMinimum: 0, description: 'what full time reads as: 1, 100, 40' })),
          values: Type.Optional(Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0, maximum: 1 }))),
        },
        exact,
      ),
    ),
    startsOn: Type.Optional(date),
    endsOn: Type.Optional(date),
    effectiveOn: Type.Optional(date),
    changeReason: Type.Optional(choice(Type.Enum(changeReasons))),
    exitReason: Type.Optional(choice(Type.Enum(exitReasons))),
    absence: Type.Optional(Type.Object({ from: date, to: Type.Optional(date) }, exact)),
  },
  exact,
);

export type ImportMapping = Static<typeof importMapping>;
export type TextSource = Static<typeof textSource>;
export type DateSource = Static<typeof date>;
export type ManagerSource = Static<typeof manager>;

/** @throws DomainError `mapping-invalid` with `faults`: where the mapping is not as it must be. */
export function parseMapping(json: unknown): ImportMapping {
  const faults = faultsOf(importMapping, json);
  if (faults.length > 0) throw new DomainError('mapping-invalid', 'Some of the mapping is not as it must be.', { faults });
  const mapping = json as ImportMapping;
  for (const format of formatsIn(mapping)) dateFormat(format, mapping.dates);
  return mapping;
}

function formatsIn({ dates, startsOn, endsOn, effectiveOn, absence }: ImportMapping): readonly string[] {
  const sources = [startsOn, endsOn, effectiveOn, absence?.from, absence?.to];
  return [...(dates?.formats ?? []), ...sources.flatMap((source) => source?.formats ?? [])];
}

/** All headers that a mapping needs, found wherever a `column` or `columns` stands in it. */
export function columnsOf(mapping: ImportMapping): readonly string[] {
  return [...new Set(namedIn(mapping))];
}

function namedIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, inner]: [string, unknown]) => {
    if (key === 'values' || key === 'table') return [];
    if (key === 'column') return [inner as string];
    return key === 'columns' ? (inner as string[]) : namedIn(inner);
  });
}
