import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsNumber, IsObject, IsString, Matches, Max, MaxLength, Min, MinLength,
  ValidateIf, ValidateNested,
} from 'class-validator';
import { DAY, INSTANT, IsDay, IsInstant, IsZone, UUID } from './formats.js';

/**
 * Fields of requests and answers. Each decorator states the validator and the OpenAPI schema together, so that the two
 * can't disagree.
 */
export interface FieldOptions {
  readonly description?: string;
  readonly example?: unknown;
  readonly optional?: boolean;
  /** null is a value here (an answer whose field was erased, for instance). */
  readonly nullable?: boolean;
}

function field(options: FieldOptions, schema: ApiPropertyOptions, ...validators: readonly PropertyDecorator[]): PropertyDecorator {
  const { description, example, optional = false, nullable = false } = options;
  const shown = { ...schema, description, example, required: !optional, ...(nullable && { nullable }) } as ApiPropertyOptions;
  const judged = ValidateIf((_, value) => !(optional && value === undefined) && !(nullable && value === null));
  return applyDecorators(ApiProperty(shown), ...(optional || nullable ? [judged] : []), ...validators);
}

/** Text; 1 to `max` (500) characters. */
export function Text(options: FieldOptions & { readonly min?: number; readonly max?: number; readonly pattern?: RegExp } = {}): PropertyDecorator {
  const { min = 1, max = 500, pattern } = options;
  const schema = { type: 'string', minLength: min, maxLength: max, ...(pattern && { pattern: pattern.source }) } as const;
  return field(options, schema, IsString(), MinLength(min), MaxLength(max), ...(pattern ? [Matches(pattern)] : []));
}

const AN_ID = '0b1f9a3e-5a42-5c33-8c0e-6f5f3f1f7a10';
const NO_ID = { message: 'must be an id: a UUID in lower case' };

/** One of our ids (a UUID in lower case). */
export function Id(options: FieldOptions = {}): PropertyDecorator {
  const example = options.example ?? AN_ID;
  return field({ ...options, example }, { type: 'string', format: 'uuid', pattern: UUID.source }, Matches(UUID, NO_ID));
}

/** A code of ours: kebab-case. */
export function Code(options: FieldOptions = {}): PropertyDecorator {
  return Text({ max: 64, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, example: 'a-code', ...options });
}

/** A calendar day, `YYYY-MM-DD`. */
export function Day(options: FieldOptions = {}): PropertyDecorator {
  return field({ example: '2027-03-15', ...options }, { type: 'string', format: 'date', pattern: DAY.source }, IsDay());
}

/** An instant, ISO 8601 in UTC with `Z`. */
export function Instant(options: FieldOptions = {}): PropertyDecorator {
  return field({ example: '2027-03-15T09:30:00Z', ...options }, { type: 'string', format: 'date-time', pattern: INSTANT.source }, IsInstant());
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** A local time of day, `HH:MM`. */
export function TimeOfDay(options: FieldOptions = {}): PropertyDecorator {
  return field({ example: '09:30', ...options }, { type: 'string', pattern: TIME.source }, Matches(TIME));
}

/** An IANA time zone. */
export function Zone(options: FieldOptions = {}): PropertyDecorator {
  return field({ example: 'Europe/Berlin', ...options }, { type: 'string', format: 'iana-time-zone', maxLength: 64 }, IsZone(), MaxLength(64));
}

export function Int(options: FieldOptions & { readonly min?: number; readonly max?: number } = {}): PropertyDecorator {
  const { min = 0, max = 1_000_000_000 } = options;
  return field(options, { type: 'integer', minimum: min, maximum: max }, IsInt(), Min(min), Max(max));
}

export function Num(options: FieldOptions & { readonly min?: number; readonly max?: number } = {}): PropertyDecorator {
  const { min = -1e12, max = 1e12 } = options;
  return field(options, { type: 'number', minimum: min, maximum: max }, IsNumber(), Min(min), Max(max));
}

export function Bool(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'boolean' }, IsBoolean());
}

export function OneOf(values: readonly (string | number)[], options: FieldOptions = {}): PropertyDecorator {
  const type = typeof values[0] === 'number' ? 'integer' : 'string';
  return field(options, { type, enum: [...values] }, IsIn([...values]));
}

// swagger takes a function for one that gives the class only where its name is `type`, which a property's name makes it

/** An object of another class of fields. */
export function Nested(of: () => Class<unknown>, options: FieldOptions = {}): PropertyDecorator {
  return applyDecorators(field(options, { type: () => of() }, IsObject(), ValidateNested()), Type(of));
}

export interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

/** A list of objects; at most `max` (100). */
export function ListOf(of: () => Class<unknown>, options: ListOptions = {}): PropertyDecorator {
  const { min = 0, max = 100 } = options;
  const schema = { type: () => of(), isArray: true, minItems: min, maxItems: max } as ApiPropertyOptions;
  const each = [IsObject({ each: true }), ValidateNested({ each: true })];
  return applyDecorators(field(options, schema, IsArray(), ArrayMinSize(min), ArrayMaxSize(max), ...each), Type(of));
}

/** A list of texts; at most `max` (100) of at most 200 characters. */
export function Texts(options: ListOptions & { readonly values?: readonly string[]; readonly length?: number } = {}): PropertyDecorator {
  const { min = 0, max = 100, values, length = 200 } = options;
  const items = values ? { enum: [...values] } : { minLength: 1, maxLength: length };
  const schema = { type: 'array', items: { type: 'string', ...items }, minItems: min, maxItems: max } as ApiPropertyOptions;
  const each = values
    ? [IsIn([...values], { each: true })]
    : [IsString({ each: true }), MinLength(1, { each: true }), MaxLength(length, { each: true })];
  return field(options, schema, IsArray(), ArrayMinSize(min), ArrayMaxSize(max), ...each);
}

/** A list of whole numbers from `from` to `to`; at most `max` (100). */
export function Ints(options: ListOptions & { readonly from: number; readonly to: number }): PropertyDecorator {
  const { min = 0, max = 100, from, to } = options;
  const schema = { type: 'array', items: { type: 'integer', minimum: from, maximum: to }, minItems: min, maxItems: max } as ApiPropertyOptions;
  const each = [IsInt({ each: true }), Min(from, { each: true }), Max(to, { each: true })];
  return field(options, schema, IsArray(), ArrayMinSize(min), ArrayMaxSize(max), ...each);
}

/** A list of our ids; at most `max` (100). */
export function Ids(options: ListOptions = {}): PropertyDecorator {
  const { min = 0, max = 100 } = options;
  const items = { type: 'string', format: 'uuid', pattern: UUID.source, example: AN_ID } as const;
  const schema = { type: 'array', items, minItems: min, maxItems: max } as ApiPropertyOptions;
  return field(options, schema, IsArray(), ArrayMinSize(min), ArrayMaxSize(max), Matches(UUID, { ...NO_ID, each: true }));
}

/** A map of texts to values of one JSON type. Only in answers and configuration-like requests. */
export function MapOf(type: 'string' | 'number' | 'boolean' | 'object', options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: type === 'object' ? true : { type } } as ApiPropertyOptions, IsObject());
}
